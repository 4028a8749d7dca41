/** Headers by their names in lower case. */
export type Headers = ReadonlyMap<string, string>;

/**
 * Reads headers as people copy them: lines of `name: value`, with or without a request line; options of curl; a JSON object,
 * or the list of names and values that Node calls `rawHeaders`. Lines that are no header are left out.
 */
export function parseHeaders(text: string): Headers {
  const trimmed = text.trim();
  return new Map(readJson(trimmed) ?? readLines(trimmed));
}

/** Writes headers as lines. */
export function formatHeaders(headers: object): string {
  return Object.entries(headers as Record<string, unknown>)
    .map(([name, value]) => `${name}: ${toText(value)}`)
    .join('\n');
}

function readJson(text: string): [string, string][] | null {
  if (!text.startsWith('{') && !text.startsWith('[')) return null;
  try {
    const value = JSON.parse(text) as object;
    const entries = Array.isArray(value) ? pairUp(value) : Object.entries(value);
    return entries.map(([name, each]) => [name.toLowerCase(), toText(each)]);
  } catch {
    return null;
  }
}

/** Names and values take turns, or each entry is a pair. */
function pairUp(list: readonly unknown[]): [string, unknown][] {
  const flat = list.flat();
  return flat.flatMap((name, n) => (n % 2 === 0 ? [[toText(name), flat[n + 1]]] : []));
}

function toText(value: unknown): string {
  if (Array.isArray(value)) return value.map(toText).join(', ');
  return typeof value === 'string' ? value.trim() : JSON.stringify(value ?? '');
}

const headerLine = /^(?:-H|--header)?[\s'"]*([\w-]+)['"]?\s*[:=]\s*['"]?(.*?)['",\\\s]*$/;

function readLines(text: string): [string, string][] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, name, value] = headerLine.exec(line.trim()) ?? [];
    return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value]];
  });
}
