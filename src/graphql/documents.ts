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
import { findCostError } from './limits/cost-limit.ts';
import { limitRules, parseLimits } from './limits/document-limits.ts';

interface Operation {
  variables?: Record<string, unknown> | null | undefined;
  operationName?: string | null | undefined;
}

/**
 * Parses a query text with the same limit and error code as Apollo for HTTP.
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

/** Reasons not to execute an operation: GRAPHQL_VALIDATION_FAILED or OPERATION_RESOLUTION_FAILURE; empty when it is valid. */
export function findDocumentErrors(
  schema: GraphQLSchema,
  document: DocumentNode,
  { variables, operationName }: Operation,
): readonly GraphQLError[] {
  const errors = validateDocument(schema, document);
  if (errors.length > 0) return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
  if (!getOperationAST(document, operationName))
    return [refuseOperationName(document, operationName)];
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
 * The error of a document that `validate` threw instead of returning it: its rule for subscriptions evaluates
 * `@skip` and `@include` at the top level without the variables.
 */
export function readThrownError(error: GraphQLError): GraphQLError {
  if (error.nodes?.[0]?.kind !== Kind.VARIABLE) return withCode(error, 'GRAPHQL_VALIDATION_FAILED');
  return new GraphQLError(
    '@skip and @include cannot use a variable at the top level of a subscription.',
    { nodes: error.nodes, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
  );
}

/** The same messages as graphql-js gives callers over HTTP. */
function refuseOperationName(
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
