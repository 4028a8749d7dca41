import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestHandler } from 'express';
import {
  getOperationAST,
  Kind,
  type DocumentNode,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { UserErrorCode, type Metrics } from '../kernel/index.ts';
import type { GraphContext } from '../workspaces/index.ts';
import { limitNames, type LimitName } from './admission/refusals.ts';
import { findError } from './http/send-error.ts';

/** Serves `/metrics`. */
export type AnswerMetrics = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** An operation that fits the schema. */
interface ValidOperation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/** Counts the operations and refusals of the API. */
export interface OperationMetrics {
  /** Counts each root field of an executed operation, under its error code. */
  countExecuted(operation: ValidOperation, result: FormattedExecutionResult): void;
  /** Counts a request that ended before its operation was known, because it is invalid or an internal error occurred. */
  countUnknown(errors: readonly GraphQLFormattedError[]): void;
  countRefused(limit: LimitName): void;
}

/** Declares the metrics of the API. Labels use field names of the schema, never names that clients choose. */
export function createOperationMetrics(metrics: Metrics): OperationMetrics {
  const operations = metrics.counter(
    'operations_total',
    'GraphQL operations by root field (none when the request ended before it was known) and code: OK, the code of the first error (UNAVAILABLE for a temporary internal error), or that of the first user error.',
    ['field', 'code'],
  );
  const refused = metrics.counter(
    'calls_refused_total',
    'Calls, sockets and connections refused because of a limit, by its name; node_late is shed load.',
    ['limit'],
  );
  for (const limit of limitNames) refused.inc({ limit }, 0);
  return {
    countExecuted({ document, operation }, result) {
      for (const [key, field] of listRootFields(document, operation.selectionSet)) {
        operations.inc({ field, code: findCode(key, result) });
      }
    },
    countUnknown(errors) {
      operations.inc({ field: 'none', code: codeOf(errors[0]) });
    },
    countRefused: (limit) => refused.inc({ limit }),
  };
}

/** Counts the operations answered by Apollo. */
export function countOperations(metrics: OperationMetrics): ApolloServerPlugin<GraphContext> {
  return {
    async contextCreationDidFail() {
      metrics.countUnknown([]);
    },
    async requestDidStart() {
      return {
        async willSendResponse({ document, operation, response: { body } }) {
          if (body.kind !== 'single') return;
          const { singleResult } = body;
          if (document && operation) metrics.countExecuted({ document, operation }, singleResult);
          else metrics.countUnknown(singleResult.errors ?? []);
        },
      };
    },
  };
}

/** Counts the calls answered by `sendErrors`, before Apollo sees them. */
export function countErrors({ countUnknown }: OperationMetrics): RequestHandler {
  return (_request, response, next) => {
    response.once('finish', () => {
      const error = findError(response);
      if (error) countUnknown([error]);
    });
    next();
  };
}

/** The requested operation of a validated document. */
export function findOperation(
  document: DocumentNode,
  operationName: string | null | undefined,
): ValidOperation {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error('A validated document must have the requested operation.');
  return { document, operation };
}

/** The root fields by their keys in the response. Visits each fragment once, however often it is spread. */
function listRootFields(
  document: DocumentNode,
  selectionSet: SelectionSetNode,
  fields = new Map<string, string>(),
  visited = new Set<string>(),
): Map<string, string> {
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FIELD) {
      fields.set(selection.alias?.value ?? selection.name.value, selection.name.value);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      listRootFields(document, selection.selectionSet, fields, visited);
    } else if (!visited.has(selection.name.value)) {
      visited.add(selection.name.value);
      const inner = findFragment(document, selection.name.value);
      if (inner) listRootFields(document, inner, fields, visited);
    }
  }
  return fields;
}

function findFragment({ definitions }: DocumentNode, name: string): SelectionSetNode | undefined {
  for (const it of definitions) {
    if (it.kind === Kind.FRAGMENT_DEFINITION && it.name.value === name) return it.selectionSet;
  }
  return undefined;
}

/** An error without a path applies to all fields. */
function findCode(key: string, { data, errors = [] }: FormattedExecutionResult): string {
  const error = errors.find(({ path }) => path === undefined || path[0] === key);
  if (error) return codeOf(error);
  const payload = data?.[key] as { userErrors?: unknown } | null | undefined;
  return findUserErrorCode(payload?.userErrors) ?? 'OK';
}

/** With aliases a client can put anything under `userErrors` and `code`, so only known codes count. */
function findUserErrorCode(userErrors: unknown): string | null {
  if (!Array.isArray(userErrors) || userErrors.length === 0) return null;
  const { code } = (userErrors[0] ?? {}) as { code?: unknown };
  return typeof code === 'string' && Object.hasOwn(UserErrorCode, code) ? code : 'USER_ERROR';
}

/** Separates temporary errors from those that need attention. */
function codeOf(error: GraphQLFormattedError | undefined): string {
  const { code = 'INTERNAL_SERVER_ERROR', isRetryable } = error?.extensions ?? {};
  if (code === 'INTERNAL_SERVER_ERROR' && isRetryable === true) return 'UNAVAILABLE';
  return typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR';
}
