/** A size of a message and the service's limit. */
export interface Size {
  part: string;
  size: number;
  max: number;
}

/** Counts UTF-16 units. A service that counts code points counts no more than that. */
export function countUnits(text: string): number {
  return text.length;
}

/** Counts the bytes of a text in UTF-8, within JSON. */
export function countJsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2; // without the quotation marks
}

/**
 * Asserts the sizes of a message.
 *
 * @throws Error for a size over its limit: a renderer forgot to cut something
 */
export function assertSizes(service: string, sizes: readonly Size[]): void {
  for (const { part, size, max } of sizes) {
    if (size > max) throw new Error(`A message for ${service} has ${part} of ${size}; ${max} fit.`);
  }
}

/** Takes lines from the start while they fit together into `max`, joined by line breaks. */
export function takeFitting(lines: readonly string[], max: number): readonly string[] {
  let size = 0;
  const end = lines.findIndex((line) => {
    size += line.length + 1;
    return size > max;
  });
  return end < 0 ? lines : lines.slice(0, end);
}
