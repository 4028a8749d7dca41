import type { EventTypeName } from '../event-types.ts';
import type { NoticeFact, NoticeText } from './notice.ts';
import { findPath, listFacts, readQuotedName, readValue } from './read-data.ts';

type RenterEventName = Extract<EventTypeName, `renter.${string}`>;

/** The notices of renters. */
export const renterNotices: Readonly<Record<RenterEventName, (data: unknown) => NoticeText>> = {
  'renter.created': (data) => ({
    title: 'New renter',
    sentence: `${nameRenter(data)} was added.`,
    facts: listRenterFacts(data),
    tone: 'GOOD',
    path: findRenterPath(data),
  }),
  'renter.updated': (data) => ({
    title: 'Renter changed',
    sentence: `${nameRenter(data)} was changed.`,
    facts: listRenterFacts(data),
    tone: 'NEUTRAL',
    path: findRenterPath(data),
  }),
  'renter.deleted': (data) => ({
    title: 'Renter deleted',
    sentence: `${nameRenter(data)} was deleted.`,
    facts: listRenterFacts(data),
    tone: 'WARNING',
    path: null,
  }),
};

function nameRenter(data: unknown): string {
  const name = readQuotedName(readValue(data, 'renter'), 'name');
  return name === undefined ? 'A renter' : `The renter ${name}`;
}

function findRenterPath(data: unknown): string | null {
  return findPath('renters', readValue(data, 'renter'));
}

function listRenterFacts(data: unknown): NoticeFact[] {
  const names = { name: 'Name', email: 'E-mail', phone: 'Phone', id: 'Renter' };
  return listFacts(names, readValue(data, 'renter'), readValue(data, 'previous'));
}
