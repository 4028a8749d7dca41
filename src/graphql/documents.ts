import { getOperationAST, GraphQLError, parse, specifiedRules, validate } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { findCostFault } from './cost.ts';
import { limitRules, parseLimits } from './limits.ts';

interface Operation {
  variables?: Record<string, unknown> | null | undefined;
  operationName?: string | null | undefined;
}

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

/** Why an operation must not be executed: GRAPHQL_VALIDATION_FAILED or OPERATION_RESOLUTION_FAILURE; empty when it may. */
export function findDocumentFaults(
  schema: GraphQLSchema,
  document: DocumentNode,
  { variables, operationName }: Operation,
): readonly GraphQLError[] {
  const rules = [...specifiedRules, ...limitRules];
  const faults = validate(schema, document, rules, { hideSuggestions: true });
  if (faults.length > 0) return faults.map((fault) => withCode(fault, 'GRAPHQL_VALIDATION_FAILED'));
  if (!getOperationAST(document, operationName)) return [refuseUnknownOperation()];
  const fault = findCostFault(schema, document, variables ?? undefined);
  return fault ? [fault] : [];
}

function refuseUnknownOperation(): GraphQLError {
  const extensions = { code: 'OPERATION_RESOLUTION_FAILURE' };
  return new GraphQLError('There is no such operation in the document.', { extensions });
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes, source, positions } = error;
  const place = nodes ? { nodes } : { source, positions };
  return new GraphQLError(message, { ...place, originalError: error, extensions: { code } });
}
