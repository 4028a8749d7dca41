/** A text that is JSON, or is not. */
export type ReadJson = { isJson: true; value: unknown } | { isJson: false };

/** Values in each other. The functions for JSON call themselves for each level, and the browser stops at some thousand. */
const levelsMax = 500;

/** Reads a text as JSON. One with more levels than any person reads is shown as text. */
export function readJson(text: string): ReadJson {
  try {
    const value = JSON.parse(text) as unknown;
    return isDeep(value) ? { isJson: false } : { isJson: true, value };
  } catch {
    return { isJson: false };
  }
}

function isDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let count = 0; count < levelsMax; count += 1) {
    level = level.flatMap((it): unknown[] =>
      it !== null && typeof it === 'object' ? Object.values(it) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}

const size = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** Writes the length of a text in UTF-8, such as "14.2 KiB". */
export function describeSize(text: string): string {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes === 1) return '1 byte';
  return bytes < 1024 ? `${bytes} bytes` : `${size.format(bytes / 1024)} KiB`;
}
