/** Reads the headers of a request or response: an object of texts in the API. Empty when there are none. */
export function readHeaders(headers: unknown): [name: string, value: string][] {
  if (headers === null || typeof headers !== 'object') return [];
  return Object.entries(headers).map(([name, value]) => [name, String(value)]);
}
