import {
  getOperationAST,
  GraphQLError,
  Kind,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { findCostError } from './cost.ts';
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
export function findDocumentErrors(
  schema: GraphQLSchema,
  document: DocumentNode,
  { variables, operationName }: Operation,
): readonly GraphQLError[] {
  const errors = validateDocument(schema, document);
  if (errors.length > 0) return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
  if (!getOperationAST(document, operationName)) return [refuseChoice(document, operationName)];
  const error = findCostError(schema, document, variables ?? undefined);
  return error ? [error] : [];
}

function validateDocument(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  try {
    const rules = [...specifiedRules, ...limitRules];
    return validate(schema, document, rules, { hideSuggestions: true });
  } catch (error) {
    if (error instanceof GraphQLError) return [readThrownError(error)];
    throw error;
  }
}

/**
 * The error of a document that `validate` threw instead of returning: its rule about subscriptions follows
 * `@skip` and `@include` on their top level, and knows no variables.
 */
export function readThrownError(error: GraphQLError): GraphQLError {
  if (error.nodes?.[0]?.kind !== Kind.VARIABLE) return withCode(error, 'GRAPHQL_VALIDATION_FAILED');
  return new GraphQLError(
    'On the top level of a subscription, @skip and @include cannot take a variable.',
    { nodes: error.nodes, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
  );
}

/** In the words of graphql-js, as they reach callers over HTTP. */
function refuseChoice(
  { definitions }: DocumentNode,
  operationName: string | null | undefined,
): GraphQLError {
  const has = definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const unnamed = has
    ? 'Must provide operation name if query contains multiple operations.'
    : 'Must provide an operation.';
  return new GraphQLError(operationName == null ? unnamed : 'Unknown operation.', {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
  });
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes, source, positions } = error;
  const place = nodes ? { nodes } : { source, positions };
  return new GraphQLError(message, { ...place, originalError: error, extensions: { code } });
}
