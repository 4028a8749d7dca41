/*
 * Instants of events are texts in UTC with a fraction of 0 to 9 digits, so that the same instant can be written in
 * several ways. PostgreSQL's own `.datetime()` refuses more than 6 digits. The conditions here compare the texts: those
 * before the fraction have the same length and sort by time.
 */

/** As in the schemas of the catalogue. */
const form = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?Z$/;

/** Whether a text is an instant as events have them: RFC 3339, in UTC, with a capital T and Z. */
export function isInstant(text: string): boolean {
  const [, seconds] = form.exec(text) ?? [];
  if (seconds === undefined) return false;
  const parsed = new Date(`${seconds}Z`);
  // The engine moves days that do not exist, such as 30 February, into the next month.
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(seconds);
}

/** A condition of a jsonpath: whether `@` is one of these instants. There is one pattern for all of the same second. */
export function isAnyInstant(instants: readonly string[]): string {
  const fractionsOf = new Map<string, Set<string>>();
  for (const [seconds, digits] of instants.map(split)) {
    const fraction = digits === '' ? '(\\.0+)?' : `\\.${digits}0*`;
    fractionsOf.set(seconds, (fractionsOf.get(seconds) ?? new Set()).add(fraction));
  }
  return Array.from(fractionsOf, ([seconds, fractions]) =>
    writePattern(seconds, `(${[...fractions].join('|')})Z$`),
  ).join(' || ');
}

/** A condition of a jsonpath: whether `@` is a later instant. */
export function isLaterInstant(instant: string): string {
  const [seconds, digits] = split(instant);
  // Follows the digits, the point and the Z in the order of characters: all texts of the same second come before it.
  const endOfSecond = JSON.stringify(`${seconds}[`);
  const laterFraction = writePattern(seconds, `\\.(${listLargerFractions(digits).join('|')})`);
  return `(@ > ${endOfSecond} || ${laterFraction})`;
}

/** A regular expression takes several microseconds, so it is asked only about the same second. */
function writePattern(seconds: string, rest: string): string {
  return `(@ starts with "${seconds}" && @ like_regex ${JSON.stringify(`^${seconds}${rest}`)})`;
}

/** The time to the second, and the digits after the point without zeros at their end. */
function split(instant: string): [seconds: string, digits: string] {
  const [, seconds, digits = ''] = form.exec(instant) ?? [];
  if (seconds === undefined) throw new Error('A filter has an instant that was not checked.');
  return [seconds, digits.replace(/0+$/, '')];
}

/** Patterns of the starts of larger fractions: the same digits up to one that is larger, or more digits. */
function listLargerFractions(digits: string): string[] {
  const larger = Array.from(digits, (digit, place) =>
    digit === '9' ? [] : [`${digits.slice(0, place)}[${Number(digit) + 1}-9]`],
  );
  return [...larger.flat(), `${digits}0*[1-9]`];
}
