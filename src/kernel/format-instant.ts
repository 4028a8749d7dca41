const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Reads an RFC 3339 instant; undefined for anything else. */
function readInstant(value: unknown): Date | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value)) return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Formats an instant for people, in UTC: "16 Jan 2025, 08:00 UTC". Undefined for what is not an RFC 3339 instant. */
export function formatInstant(value: unknown): string | undefined {
  const date = readInstant(value);
  return date && `${writeDay(date)}, ${writeTime(date)}`;
}

/** Formats the UTC day of an instant for people: "16 Jan 2025". Undefined for what is not an RFC 3339 instant. */
export function formatDay(value: unknown): string | undefined {
  const date = readInstant(value);
  return date && writeDay(date);
}

/** Formats the UTC time of an instant for people: "08:00 UTC". Undefined for what is not an RFC 3339 instant. */
export function formatTime(value: unknown): string | undefined {
  const date = readInstant(value);
  return date && writeTime(date);
}

/** Formats two instants as days for people: "from 16 Jan to 18 Jan 2025", "on 16 Jan 2025". Undefined unless both are instants. */
export function formatPeriod(from: unknown, to: unknown): string | undefined {
  const [start, end] = [readInstant(from), readInstant(to)];
  if (!start || !end) return undefined;
  const [first, last] = [writeDay(start), writeDay(end)];
  if (first === last) return `on ${first}`;
  const isOneYear = start.getUTCFullYear() === end.getUTCFullYear();
  return `from ${isOneYear ? first.slice(0, first.lastIndexOf(' ')) : first} to ${last}`;
}

function writeDay(date: Date): string {
  return `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`;
}

function writeTime(date: Date): string {
  return `${date.toISOString().slice(-13, -8)} UTC`;
}
