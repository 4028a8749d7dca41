/**
 * The authorization in the payload of `connection_init`: `authorization`, in any spelling as headers
 * have it (RFC 9110, section 5.1), or the same under `headers`, where some clients put it. Undefined
 * when there is none; empty, and so malformed, when it is not a text.
 */
export function readAuthorization(payload: unknown): string | undefined {
  const found = pick(payload, 'authorization') ?? pick(pick(payload, 'headers'), 'authorization');
  if (found == null) return undefined;
  return typeof found === 'string' ? found : '';
}

function pick(object: unknown, name: string): unknown {
  if (typeof object !== 'object' || object === null) return undefined;
  const entry = Object.entries(object).find(([key]) => key.toLowerCase() === name);
  return entry?.[1];
}
