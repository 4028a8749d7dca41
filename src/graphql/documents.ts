import {
  getOperationAST,
  GraphQLError,
  Kind,
  parse,
  specifiedRules,
  validate as validateByRules,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { createCostCheck } from './limits/cost-limit.ts';
import { findVariablesError } from './limits/variables-limit.ts';
import { limitRules, parseLimits } from './limits/document-limits.ts';

interface Operation {
  variables?: Record<string, unknown> | null | undefined;
  operationName?: string | null | undefined;
}

/** Reads the documents of sockets, with the same limits and error codes as Apollo for HTTP. */
export interface DocumentReader {
  /** @throws GraphQLError GRAPHQL_PARSE_FAILED. */
  parse(query: string): DocumentNode;
  /** Reasons not to execute an operation: GRAPHQL_VALIDATION_FAILED or OPERATION_RESOLUTION_FAILURE; empty when it is valid. */
  findErrors(document: DocumentNode, operation: Operation): readonly GraphQLError[];
}

/**
 * Bounds of the valid documents that are kept, so that each is parsed and validated once. A parsed document takes
 * 60 to 250 times the memory of its text: 25 MiB at most.
 */
const keptMax = { documents: 50, textLength: 2_048 };

/** Creates the reader. Apollo does the same for HTTP in its document store. */
export function createDocumentReader(schema: GraphQLSchema): DocumentReader {
  /** By text, the least recently used first. */
  const valid = new Map<string, DocumentNode>();
  const costCheck = createCostCheck(schema);

  function keep(document: DocumentNode): void {
    const text = document.loc?.source.body ?? '';
    valid.delete(text);
    if (text.length <= keptMax.textLength) valid.set(text, document);
    const [oldest] = valid.keys();
    if (valid.size > keptMax.documents && oldest !== undefined) valid.delete(oldest);
  }

  function validate(document: DocumentNode): readonly GraphQLError[] {
    const isKnown = valid.get(document.loc?.source.body ?? '') === document;
    const errors = isKnown ? [] : validateDocument(schema, document);
    if (errors.length === 0) keep(document);
    return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
  }

  return {
    parse: (query) => valid.get(query) ?? parseDocument(query),
    findErrors(document, { variables, operationName }) {
      const errors = validate(document);
      if (errors.length > 0) return errors;
      const operation = getOperationAST(document, operationName);
      if (!operation) return [refuseOperationName(document, operationName)];
      const error =
        findVariablesError(variables) ??
        costCheck.findError(document, operation, variables ?? undefined);
      return error ? [error] : [];
    },
  };
}

function parseDocument(query: string): DocumentNode {
  try {
    return parse(query, parseLimits);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw withCode(error, 'GRAPHQL_PARSE_FAILED');
  }
}

function validateDocument(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  try {
    const rules = [...specifiedRules, ...limitRules];
    return validateByRules(schema, document, rules, { hideSuggestions: true });
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
