import type { EventFilter } from '../api/graphql/graphql.ts';

/** Which events the list shows, and from which cursor. Times are ISO texts in UTC. */
export interface EventChoice {
  types: string[];
  id: string;
  after: string | null;
  before: string | null;
  /** The cursor after which the page starts; null for the first page. */
  next: string | null;
  /** The cursor before which the page ends. */
  previous: string | null;
}

/** Reads the choice from the address. A time that is none is left out. */
export function readEventChoice(params: URLSearchParams): EventChoice {
  return {
    types: params.getAll('type'),
    id: params.get('id') ?? '',
    after: readTime(params.get('after')),
    before: readTime(params.get('before')),
    next: params.get('next'),
    previous: params.get('previous'),
  };
}

/** Writes the choice for the address, without what is not chosen. */
export function writeEventChoice(choice: EventChoice): URLSearchParams {
  const params = new URLSearchParams();
  for (const type of choice.types) params.append('type', type);
  for (const name of ['id', 'after', 'before', 'next', 'previous'] as const) {
    const value = choice[name];
    if (value !== null && value !== '') params.set(name, value);
  }
  return params;
}

/** Makes the variables of the query. */
export function toEventVariables(choice: EventChoice, size: number) {
  const { types, id, after, before, next, previous } = choice;
  const filter: EventFilter = {
    ...(types.length > 0 && { types }),
    ...(id !== '' && { id }),
    ...(after !== null && { occurredAfter: after }),
    ...(before !== null && { occurredBefore: before }),
  };
  const page = previous === null ? { first: size, after: next } : { last: size, before: previous };
  return { filter, ...page };
}

/** Whether the choice leaves any events out. */
export function isFiltered({ types, id, after, before }: EventChoice): boolean {
  return types.length > 0 || id !== '' || after !== null || before !== null;
}

function readTime(text: string | null): string | null {
  const time = text === null ? NaN : Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
