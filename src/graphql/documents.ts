import {
  getOperationAST,
  GraphQLError,
  Kind,
  parse,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { findVariableError } from './find-variable-error.ts';
import { createCostCheck } from './limits/cost-limit.ts';
import { findLimitError, parseLimits } from './limits/document-limits.ts';
import { findInputsError } from './limits/inputs-limit.ts';
import { createIntrospectionCheck } from './limits/introspection-limit.ts';
import { findDepthError } from './limits/variables-limit.ts';

interface Operation {
  variables?: Record<string, unknown> | null | undefined;
  operationName?: string | null | undefined;
}

/** A valid document within all limits, or the reasons why not: GRAPHQL_PARSE_FAILED or GRAPHQL_VALIDATION_FAILED. */
export type Reading = { document: DocumentNode } | { errors: readonly GraphQLError[] };

/** Reads the documents of HTTP and of sockets, with the same limits and error codes. */
export interface DocumentReader {
  read(query: string): Reading;
  /** The reason not to execute an operation of a read document, its name, its variables or its cost, or null. */
  findOperationError(document: DocumentNode, operation: Operation): GraphQLError | null;
  /** The cost of an operation without an error: for a subscription, of one message. */
  reckonCost(document: DocumentNode, operation: Operation): number;
}

/**
 * Bounds of the valid documents that are kept, so that each is parsed and validated once. A parsed document takes
 * 60 to 250 times the memory of its text: 32 MiB at most.
 */
const keptMax = { textLength: 8 * 1024, totalLength: 128 * 1024 };

/** Errors of one document, before validation stops. A client that sends it corrects them one after the other. */
const errorsMax = 4;

/** Creates the reader of a node. */
export function createDocumentReader(schema: GraphQLSchema): DocumentReader {
  const valid = createKeptDocuments();
  const costCheck = createCostCheck(schema);
  const introspectionCheck = createIntrospectionCheck(schema);

  return {
    read(query) {
      const kept = valid.find(query);
      if (kept) return { document: kept };
      try {
        const document = parseDocument(query);
        const limitError = findLimitError(document);
        const errors = limitError ? [limitError] : validateDocument(schema, document);
        if (errors.length > 0) return { errors };
        valid.keep(query, document);
        return { document };
      } catch (error) {
        if (error instanceof GraphQLError) return { errors: [error] };
        throw error;
      }
    },
    findOperationError(document, { variables, operationName }) {
      const operation = getOperationAST(document, operationName);
      if (!operation) return refuseOperationName(document, operationName);
      const given = variables ?? {};
      return (
        findDepthError(variables) ??
        findInputsError(schema, operation, given) ??
        findVariableError(schema, operation, given) ??
        introspectionCheck.findError(document, operation, given) ??
        costCheck.findError(document, operation, given)
      );
    },
    reckonCost(document, { variables, operationName }) {
      const operation = getOperationAST(document, operationName);
      return operation ? costCheck.reckonCost(document, operation, variables ?? undefined) : 0;
    },
  };
}

/** Keeps the most recently used documents by their texts. */
function createKeptDocuments() {
  const kept = new Map<string, DocumentNode>();
  let totalLength = 0;

  function forget(query: string): void {
    if (kept.delete(query)) totalLength -= query.length;
  }

  function keep(query: string, document: DocumentNode): void {
    forget(query);
    if (query.length > keptMax.textLength) return;
    kept.set(query, document);
    totalLength += query.length;
    for (const oldest of kept.keys()) {
      if (totalLength <= keptMax.totalLength) break;
      forget(oldest);
    }
  }

  return {
    keep,
    find(query: string): DocumentNode | undefined {
      const document = kept.get(query);
      if (document) keep(query, document);
      return document;
    },
  };
}

/** @throws GraphQLError */
function parseDocument(query: string): DocumentNode {
  try {
    return parse(query, parseLimits);
  } catch (error) {
    // The parser calls itself for each list in a list; the stack ends before the tokens do.
    if (error instanceof RangeError) {
      throw new GraphQLError('The query text is nested too deeply.', {
        extensions: { code: 'GRAPHQL_PARSE_FAILED' },
      });
    }
    if (!(error instanceof GraphQLError)) throw error;
    throw withCode(error, 'GRAPHQL_PARSE_FAILED');
  }
}

function validateDocument(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  try {
    const options = { hideSuggestions: true, maxErrors: errorsMax };
    const errors = validate(schema, document, undefined, options);
    return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
  } catch (error) {
    if (error instanceof GraphQLError) return [readThrownError(error)];
    throw error;
  }
}

/**
 * The error of a document that `validate` threw instead of returning it: its rule for subscriptions evaluates
 * `@skip` and `@include` at the top level without the variables.
 */
function readThrownError(error: GraphQLError): GraphQLError {
  if (error.nodes?.[0]?.kind !== Kind.VARIABLE) return withCode(error, 'GRAPHQL_VALIDATION_FAILED');
  return new GraphQLError(
    '@skip and @include cannot use a variable at the top level of a subscription.',
    { nodes: error.nodes, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
  );
}

/** The same messages as graphql-js has. */
function refuseOperationName(
  { definitions }: DocumentNode,
  operationName: string | null | undefined,
): GraphQLError {
  const has = definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const unnamed = has
    ? 'Must provide operation name if query contains multiple operations.'
    : 'Must provide an operation.';
  return new GraphQLError(operationName == null ? unnamed : 'Unknown operation.', {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
  });
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes, source, positions } = error;
  const place = nodes ? { nodes } : { source, positions };
  return new GraphQLError(message, { ...place, originalError: error, extensions: { code } });
}
