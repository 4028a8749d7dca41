import { describeTime } from '../components/relative-time.tsx';
import type { AttemptDetails } from './delivery-document.ts';
import { describeAttempt } from './describe-delivery.ts';
import { readHeaders } from './headers.ts';
import { describeDuration } from './phases.ts';

/** One fact of two attempts. A value is null when that attempt does not have it. */
export interface Compared {
  name: string;
  first: string | null;
  second: string | null;
  differs: boolean;
}

/** Compares what is known of two attempts, apart from their headers and bodies. */
export function compareFacts(first: AttemptDetails, second: AttemptDetails): Compared[] {
  const facts: [string, (attempt: AttemptDetails) => string | null][] = [
    ['Result', describeAttempt],
    ['Error', ({ errorMessage }) => errorMessage],
    ['Started', ({ startedAt }) => describeTime(startedAt)],
    ['URL', ({ url }) => url],
    ['Remote address', ({ remoteAddress }) => remoteAddress],
    ['Connection', ({ isConnectionReused }) => describeConnection(isConnectionReused)],
    ['Duration', ({ durationMs }) => writeDuration(durationMs)],
    ['DNS lookup', ({ lookUpMs }) => writeDuration(lookUpMs)],
    ['Opening the connection', ({ connectMs }) => writeDuration(connectMs)],
    ['TLS', ({ tlsMs }) => writeDuration(tlsMs)],
    ['First byte', ({ firstByteMs }) => writeDuration(firstByteMs)],
  ];
  return facts
    .map(([name, read]) => compareValues(name, read(first), read(second)))
    .filter((compared) => compared.first !== null || compared.second !== null);
}

/** Compares headers by their names, in the order of the first, then those that only the second has. */
export function compareHeaders(first: unknown, second: unknown): Compared[] {
  const [ofFirst, ofSecond] = [new Map(readHeaders(first)), new Map(readHeaders(second))];
  return [...new Set([...ofFirst.keys(), ...ofSecond.keys()])].map((name) =>
    compareValues(name, ofFirst.get(name) ?? null, ofSecond.get(name) ?? null),
  );
}

/** A text in three parts, of which the middle one is not in the other text. */
export interface DividedText {
  before: string;
  different: string;
  after: string;
}

/** Finds where two texts differ: what lies between their common beginning and their common end. */
export function divideTexts(first: string, second: string): [DividedText, DividedText] {
  const shorter = Math.min(first.length, second.length);
  let start = 0;
  while (start < shorter && first[start] === second[start]) start += 1;
  if (isInsideCharacter(first, start) || isInsideCharacter(second, start)) start -= 1;
  let end = 0;
  while (end < shorter - start && first.at(-1 - end) === second.at(-1 - end)) end += 1;
  if (isInsideCharacter(first, first.length - end)) end -= 1;
  else if (isInsideCharacter(second, second.length - end)) end -= 1;
  const divide = (text: string): DividedText => ({
    before: text.slice(0, start),
    different: text.slice(start, text.length - end),
    after: text.slice(text.length - end),
  });
  return [divide(first), divide(second)];
}

/** Whether a place lies between the two halves of a character, such as an emoji. */
function isInsideCharacter(text: string, place: number): boolean {
  return place > 0 && place < text.length && (text.codePointAt(place - 1) ?? 0) > 0xffff;
}

function compareValues(name: string, first: string | null, second: string | null): Compared {
  return { name, first, second, differs: first !== second };
}

/** Says whether an earlier request had opened the connection; null when that is not known. */
export function describeConnection(isReused: boolean | null): string | null {
  if (isReused === null) return null;
  return isReused ? 'Reused from an earlier request' : 'Opened for this request';
}

function writeDuration(durationMs: number | null): string | null {
  return durationMs === null ? null : describeDuration(durationMs);
}
