import { readFilter, type WebhookFilter, type FilterLeaf } from './webhook-filter.ts';
import { toJsonPath } from './to-json-path.ts';

/** A part of a filter that an event must match, whatever the other parts say. */
export interface Clause {
  /** For people: `data.rent.status eq "ACTIVE"`. At most 300 characters. */
  text: string;
  /** As `toJsonPath`. */
  jsonPath: string;
}

/** Characters (code points) of the text of a clause. */
const charactersMax = 300;

/**
 * Divides a checked filter into its clauses, in its order. An event matches the filter if it matches each of them: the
 * first that it does not match is the reason why it was filtered out.
 */
export function listClauses(filter: WebhookFilter): Clause[] {
  const read = readFilter(filter);
  if (read.kind === 'all') return read.parts.flatMap(listClauses);
  return [{ text: cut(describeFilter(filter)), jsonPath: toJsonPath(filter) }];
}

function describeFilter(filter: WebhookFilter): string {
  const read = readFilter(filter);
  if (read.kind === 'leaf') return describeLeaf(read);
  const parts = read.parts.map(describeFilter);
  const [first = ''] = parts;
  if (read.kind === 'not') return `not ${first.startsWith('(') ? first : `(${first})`}`;
  return parts.length === 1 ? first : `(${parts.join(read.kind === 'all' ? ' and ' : ' or ')})`;
}

function describeLeaf({ path, operator, value }: FilterLeaf): string {
  return `${path} ${operator} ${JSON.stringify(value)}`;
}

function cut(text: string): string {
  const characters = Array.from(text);
  if (characters.length <= charactersMax) return text;
  return `${characters.slice(0, charactersMax - 1).join('')}…`;
}
