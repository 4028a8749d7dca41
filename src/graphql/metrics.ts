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
import { limitNames, type LimitName } from './refusals.ts';
import { findError } from './send-error.ts';

/** Serves `/metrics`. */
export type AnswerMetrics = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** An operation that fits the schema. */
interface ValidOperation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/** Counts what the API is asked for. */
export interface OperationMetrics {
  /** Counts each root field of an operation that was executed, under the code of what went wrong in it. */
  countExecuted(operation: ValidOperation, result: FormattedExecutionResult): void;
  /** Counts a request that ended before its operation was known, because it does not fit the schema or we failed. */
  countUnknown(errors: readonly GraphQLFormattedError[]): void;
  countRefused(limit: LimitName): void;
}

/** Declares the metrics of the API. Fields are named as in the schema, never as the client names its operation. */
export function createOperationMetrics(metrics: Metrics): OperationMetrics {
  const operations = metrics.counter(
    'operations_total',
    'GraphQL operations by root field (none when the request ended before it was known) and code: OK, that of the first error (UNAVAILABLE for a temporary internal one), or that of the first of userErrors.',
    ['field', 'code'],
  );
  const refused = metrics.counter(
    'calls_refused_total',
    'Calls, sockets and connections that were refused for a limit, by its name; node_late is shed load.',
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

/** Counts the operations that Apollo answers. */
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

/** Counts the calls that are answered by `sendError`, before Apollo sees them. */
export function countErrors({ countUnknown }: OperationMetrics): RequestHandler {
  return (_request, response, next) => {
    response.once('finish', () => {
      const error = findError(response);
      if (error) countUnknown([error]);
    });
    next();
  };
}

/** The operation of a document that was validated. */
export function findOperation(
  document: DocumentNode,
  operationName: string | null | undefined,
): ValidOperation {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error('A validated document has the operation that is asked for.');
  return { document, operation };
}

/** The fields of the root type by the keys they have in the answer. Each fragment is looked at once, however often it is spread. */
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

/** An error without a path concerns all fields. */
function findCode(key: string, { data, errors = [] }: FormattedExecutionResult): string {
  const error = errors.find(({ path }) => path === undefined || path[0] === key);
  if (error) return codeOf(error);
  const payload = data?.[key] as { userErrors?: unknown } | null | undefined;
  return findUserErrorCode(payload?.userErrors) ?? 'OK';
}

/** By aliases a client can make anything of `userErrors` and `code`, so only known codes count as such. */
function findUserErrorCode(userErrors: unknown): string | null {
  if (!Array.isArray(userErrors) || userErrors.length === 0) return null;
  const { code } = (userErrors[0] ?? {}) as { code?: unknown };
  return typeof code === 'string' && Object.hasOwn(UserErrorCode, code) ? code : 'USER_ERROR';
}

/** What passes by itself is told apart from what somebody must look at. */
function codeOf(error: GraphQLFormattedError | undefined): string {
  const { code = 'INTERNAL_SERVER_ERROR', isRetryable } = error?.extensions ?? {};
  if (code === 'INTERNAL_SERVER_ERROR' && isRetryable === true) return 'UNAVAILABLE';
  return typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR';
}
