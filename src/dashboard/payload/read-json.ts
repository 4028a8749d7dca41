/** A text that is JSON, or is not. */
export type ReadJson = { isJson: true; value: unknown } | { isJson: false };

/** Reads a text as JSON. */
export function readJson(text: string): ReadJson {
  try {
    return { isJson: true, value: JSON.parse(text) as unknown };
  } catch {
    return { isJson: false };
  }
}

const size = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** Writes the length of a text in UTF-8, such as "14.2 KiB". */
export function describeSize(text: string): string {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes === 1) return '1 byte';
  return bytes < 1024 ? `${bytes} bytes` : `${size.format(bytes / 1024)} KiB`;
}
