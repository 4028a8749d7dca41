import { GraphQLError, type DocumentNode } from 'graphql';
import { findLevels, type Levels } from './document-levels.ts';
import { countParts, type Parts } from './document-parts.ts';

/**
 * For the parser. The standard introspection query has about 250 tokens, the longest queries of our
 * clients 300. Parsing stops there, so it takes 2 ms at most.
 */
export const parseLimits = { maxTokens: 2_500 };

/**
 * Validation compares the fields of a level, and the fragments of a document, in pairs: its time grows with the square.
 * Within these limits it takes some 20 ms at most. Every field of a delivery, and of all that it leads to in four levels, has
 * 450 selections in 41 selection sets. An explorer sends all operations of its editor with each of them. A dashboard that
 * asks for several statistics at once uses about ten aliases, and the answer repeats them for each entry of a list.
 */
export const partLimits: Parts = {
  operations: 20,
  fragments: 50,
  selections: 500,
  selectionSets: 150,
  aliases: 30,
  aliasLength: 100,
  directives: 30,
};

/**
 * The deepest of our clients' queries, a delivery of an event of a delivery of a webhook, has 9 levels. The standard
 * introspection query unwraps a type nine times and so has 15.
 */
export const levelLimits: Levels = { rootFields: 30, depth: 12, introspectionDepth: 20 };

/** A document or an operation beyond a limit. The message names the limit and repeats nothing that was sent. */
export class LimitError extends GraphQLError {
  constructor(message: string) {
    super(message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } } });
    this.name = 'LimitError';
  }
}

/**
 * Returns the error of a document that has too many parts or is nested too deeply, or null. Takes any document, and is
 * much cheaper than validation. The cost of an operation depends on its variables: see `createCostCheck`.
 */
export function findLimitError(document: DocumentNode): LimitError | null {
  const parts = countParts(document);
  const excess =
    findExcess(parts, partLimits, partTexts) ??
    findExcess(findLevels(document), levelLimits, levelTexts);
  return excess === null ? null : new LimitError(excess);
}

/** Writes the limit that was exceeded. */
type Texts<Counts> = Record<keyof Counts, (max: number) => string>;

function findExcess<Counts extends object>(
  counts: Counts,
  limits: Counts,
  texts: Texts<Counts>,
): string | null {
  for (const key of Object.keys(limits) as (keyof Counts)[]) {
    if (counts[key] > limits[key]) return texts[key](limits[key] as number);
  }
  return null;
}

const ofDocument = (words: string) => (max: number) =>
  `A document must not have more than ${max} ${words}.`;
const partTexts: Texts<Parts> = {
  operations: ofDocument('operations'),
  fragments: ofDocument('fragments'),
  selections: ofDocument('selections'),
  selectionSets: ofDocument('selection sets'),
  aliases: ofDocument('aliases'),
  aliasLength: (max) => `An alias must not have more than ${max} characters.`,
  directives: ofDocument('directives'),
};

const levelTexts: Texts<Levels> = {
  rootFields: (max) => `An operation must not have more than ${max} root fields.`,
  depth: (max) => `An operation must not be nested deeper than ${max} levels.`,
  introspectionDepth: (max) => `An introspection must not be nested deeper than ${max} levels.`,
};
