import { formatPeriod } from '../../kernel/index.ts';
import type { EventTypeName } from '../event-types.ts';
import type { NoticeFact, NoticeText, NoticeTone } from './notice.ts';
import {
  findPath,
  listFacts,
  readLine,
  readNumber,
  readValue,
  toFact,
  type DataObject,
} from './read-data.ts';

type RentEventName = Extract<EventTypeName, `rent.${string}`>;

/** The change of a rent in words, by its new status. */
const statusWords: Readonly<Record<string, [title: string, words: string, tone: NoticeTone]>> = {
  ACTIVE: ['Rent started', 'has started', 'NEUTRAL'],
  RETURNED: ['Rent returned', 'was returned', 'GOOD'],
  CANCELLED: ['Rent cancelled', 'was cancelled', 'WARNING'],
};

/** Lines of a rent that are shown; the rest is counted. */
const linesShown = 4;

/** The notices of rents. */
export const rentNotices: Readonly<Record<RentEventName, (data: unknown) => NoticeText>> = {
  'rent.created': (data) => ({
    title: 'New rent',
    sentence: `${nameRent(data)} was reserved${describePeriod(data)}.`,
    facts: listRentFacts(data),
    tone: 'GOOD',
    path: findRentPath(data),
  }),
  'rent.updated': (data) => ({
    title: 'Rent changed',
    sentence: `${nameRent(data)} was changed.`,
    facts: listRentFacts(data),
    tone: 'NEUTRAL',
    path: findRentPath(data),
  }),
  'rent.status_changed': describeStatusChange,
  'rent.deleted': (data) => ({
    title: 'Rent deleted',
    sentence: `${nameRent(data)} was deleted.`,
    facts: listRentFacts(data),
    tone: 'WARNING',
    path: null,
  }),
};

function describeStatusChange(data: unknown): NoticeText {
  const status = readLine(readValue(data, 'rent'), 'status') ?? '';
  const words = Object.hasOwn(statusWords, status) ? statusWords[status] : undefined;
  const [title, end, tone] = words ?? ['Rent changed', 'has a new status', 'NEUTRAL'];
  return {
    title,
    sentence: `${nameRent(data)} ${end}.`,
    facts: listRentFacts(data),
    tone,
    path: findRentPath(data),
  };
}

function nameRent(data: unknown): string {
  const lines = readLines(readValue(data, 'rent'));
  if (lines.length === 0) return 'A rent';
  return `A rent of ${lines.length === 1 ? '1 item' : `${lines.length} items`}`;
}

function describePeriod(data: unknown): string {
  const rent = readValue(data, 'rent');
  const period = formatPeriod(readValue(rent, 'startsAt'), readValue(rent, 'endsAt'));
  return period === undefined ? '' : ` ${period}`;
}

function findRentPath(data: unknown): string | null {
  return findPath('rents', readValue(data, 'rent'));
}

function listRentFacts(data: unknown): NoticeFact[] {
  const rent = readValue(data, 'rent');
  const previousStatus = readValue(data, 'previousStatus');
  const previous = { ...toObject(readValue(data, 'previous')), status: previousStatus };
  return [
    ...listFacts({ status: 'Status', startsAt: 'Starts', endsAt: 'Ends' }, rent, previous),
    ...listLineFacts('Items', rent),
    ...listLineFacts('Items before', readValue(data, 'previous')),
    ...listFacts({ renterId: 'Renter', id: 'Rent' }, rent, previous),
  ];
}

function listLineFacts(name: string, rent: unknown): NoticeFact[] {
  const lines = readLines(rent);
  const words = lines.slice(0, linesShown).flatMap((line) => {
    const [quantity, itemId] = [readNumber(line, 'quantity'), readLine(line, 'itemId')];
    if (itemId === undefined) return [];
    return quantity === undefined ? [itemId] : [`${quantity.toLocaleString('en-US')} × ${itemId}`];
  });
  if (words.length === 0) return [];
  const rest = lines.length > linesShown ? ` and ${lines.length - linesShown} more` : '';
  return [toFact(name, `${words.join(', ')}${rest}`)];
}

function readLines(rent: unknown): readonly unknown[] {
  const lines = readValue(rent, 'lines');
  return Array.isArray(lines) ? lines : [];
}

function toObject(value: unknown): DataObject {
  return typeof value === 'object' && value !== null ? (value as DataObject) : {};
}
