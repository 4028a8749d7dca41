import { GraphQLError, parse, specifiedRules, validate } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { findCostFault } from './cost.ts';
import { limitRules, parseLimits } from './limits.ts';

type Variables = Readonly<Record<string, unknown>>;

/**
 * The document behind a query text, checked as Apollo checks it for HTTP: the same parser limit, rules
 * and codes.
 *
 * @throws GraphQLError GRAPHQL_PARSE_FAILED.
 */
export function parseDocument(query: string): DocumentNode {
  try {
    return parse(query, parseLimits);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw withCode(error, 'GRAPHQL_PARSE_FAILED');
  }
}

/** Why a document must not be executed, as GRAPHQL_VALIDATION_FAILED; empty when it may. */
export function findDocumentFaults(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Variables | undefined,
): readonly GraphQLError[] {
  const rules = [...specifiedRules, ...limitRules];
  const faults = validate(schema, document, rules, { hideSuggestions: true });
  if (faults.length > 0) return faults.map((fault) => withCode(fault, 'GRAPHQL_VALIDATION_FAILED'));
  const fault = findCostFault(schema, document, variables);
  return fault ? [fault] : [];
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes, source, positions } = error;
  const place = nodes ? { nodes } : { source, positions };
  return new GraphQLError(message, { ...place, originalError: error, extensions: { code } });
}
