/** Creates a key under which a mutation is done once, however often it is repeated. */
export function createIdempotencyKey(): string {
  // Unlike crypto.randomUUID, this also works on pages without https.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
