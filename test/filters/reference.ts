import type { WebhookFilter } from '../../src/filters/index.ts';

type Value = string | number | boolean | null | undefined;

/** Instants as nanoseconds since 1970; other values as they are. */
function toComparable(value: Value, path: string): Value | bigint {
  if (typeof value !== 'string' || !/(At|timestamp)$/.test(path)) return value;
  const [seconds = '', fraction = ''] = value.slice(0, -1).split('.');
  return BigInt(Date.parse(`${seconds}Z`)) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

function readValue(body: unknown, path: string): Value {
  const read = (parent: unknown, key: string) =>
    (parent as Record<string, unknown> | undefined)?.[key];
  return path.split('.').reduce(read, body) as Value;
}

/** Decides by plain comparisons whether the body of an event matches a checked filter. */
export function isMatch(filter: WebhookFilter, body: unknown): boolean {
  const { all, any, not, path = '' } = filter;
  if (all) return all.every((part) => isMatch(part, body));
  if (any) return any.some((part) => isMatch(part, body));
  if (not) return !isMatch(not, body);
  const value = readValue(body, path);
  const found = toComparable(value, path);
  const isKnown = found !== undefined && found !== null;
  if (filter.exists !== undefined) return isKnown === filter.exists;
  if (filter.in) return filter.in.some((it) => found === toComparable(it, path));
  if (filter.eq !== undefined) return found === toComparable(filter.eq, path);
  if (!isKnown) return false;
  if (filter.prefix !== undefined) return String(value).startsWith(filter.prefix);
  if (filter.gt !== undefined) return found > toComparable(filter.gt, path)!;
  if (filter.gte !== undefined) return found >= toComparable(filter.gte, path)!;
  if (filter.lt !== undefined) return found < toComparable(filter.lt, path)!;
  return found <= toComparable(filter.lte, path)!;
}
