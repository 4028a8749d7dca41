import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { HeaderMap, type ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import type { Express, RequestHandler, Response } from 'express';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { isTransientError } from '../../db/index.ts';
import type { Logger } from '../../kernel/index.ts';
import type { GraphContext } from '../../workspaces/index.ts';
import type { Admission } from '../admission/admission.ts';
import { admit, awaitTurn, callOf, claimsOf } from '../admission/admit.ts';
import { createContext, type ContextParts } from '../contexts.ts';
import type { DocumentReader } from '../documents.ts';
import { queryBytesMax } from '../limits/request-limits.ts';
import { countErrors, type OperationMetrics } from '../metrics.ts';
import { createApollo } from './apollo.ts';
import { authenticateFirst, readQuery, serveSchemaOnly } from './authenticate-first.ts';
import { compressAnswers } from './compress-answers.ts';
import type { ErrorHandlerOptions } from './error-handler.ts';
import { allowMethods } from './methods.ts';
import { refuseForeignOrigin, type IsAllowedOrigin } from './origin.ts';
import { parseBody, readBody } from './read-body.ts';
import { documentOf, readDocument } from './read-document.ts';
import { requestIdOf } from './request-id.ts';
import { retryAfterSeconds, sendError } from './send-error.ts';

/** The served schema and the reader of its documents. */
export interface Api {
  schema: GraphQLSchema;
  documents: DocumentReader;
}

/** The parts that `/graphql` needs. */
export interface GraphqlOptions extends ContextParts, ErrorHandlerOptions {
  logger: Logger;
  operationMetrics: OperationMetrics;
  isAllowedOrigin: IsAllowedOrigin;
  admission: Admission;
  /** Calls are refused. */
  isClosed(): boolean;
}

/** Serves `/graphql` over HTTP. @returns Apollo, to be stopped */
export async function mountGraphql(
  app: Express,
  options: GraphqlOptions,
  api: Api,
): Promise<ApolloServer<GraphContext>> {
  // Apollo does not pass the response to its error formatter.
  const responses = new AsyncLocalStorage<Response>();
  const apollo = createApollo({
    ...options,
    ...api,
    formatError(error) {
      const response = responses.getStore();
      return options.formatError(error, response ? requestIdOf(response) : randomUUID());
    },
    findDocument() {
      const response = responses.getStore();
      return response && documentOf(response);
    },
    onAnswer(text) {
      const response = responses.getStore();
      if (response) callOf(response).noteAnswer(Buffer.byteLength(text));
    },
  });
  await apollo.start();
  app.all(
    '/graphql',
    countErrors(options.operationMetrics),
    refuseForeignOrigin(options.isAllowedOrigin),
    allowMethods('GET', 'POST'),
    refuseWhile(options.isClosed),
    authenticateFirst(options),
    admit(options.admission),
    readBody,
    awaitTurn,
    parseBody,
    serveSchemaOnly(options),
    limitQueryText,
    readDocument(api.documents, (response, error) =>
      options.formatError(error, requestIdOf(response)),
    ),
    compressAnswers,
    answerGraphql(apollo, options, responses),
  );
  return apollo;
}

/** Refuses calls with 503 and closes their connections. */
function refuseWhile(isClosed: () => boolean): RequestHandler {
  return (_request, response, next) => {
    if (!isClosed()) {
      next();
      return;
    }
    response.set({ connection: 'close', 'retry-after': retryAfterSeconds });
    sendError(response, 503, 'INTERNAL_SERVER_ERROR', 'The service is stopping. Try again.', {
      requestId: requestIdOf(response),
      isRetryable: true,
    });
  };
}

const limitQueryText: RequestHandler = (request, response, next) => {
  const query = readQuery(request);
  if (typeof query !== 'string' || Buffer.byteLength(query) <= queryBytesMax) next();
  else sendError(response, 413, 'BAD_REQUEST', 'The query text is larger than 128 KiB.');
};

function answerGraphql(
  apollo: ApolloServer<GraphContext>,
  parts: ContextParts,
  responses: AsyncLocalStorage<Response>,
): RequestHandler {
  const middleware = expressMiddleware(apollo, {
    context: async ({ res }) =>
      createContext(parts, claimsOf(res), requestIdOf(res)).catch(markTemporary),
  });
  return (request, response, next) =>
    callOf(response).run(async () => {
      await responses.run(response, () => middleware(request, response, next));
    });
}

/** Apollo returns 500 when looking up the caller fails; a temporary error must be a 503. */
function markTemporary(error: unknown): never {
  if (!(error instanceof Error) || !isTransientError(error)) throw error;
  const headers = new HeaderMap([['retry-after', retryAfterSeconds]]);
  throw new GraphQLError(error.message, {
    originalError: error,
    extensions: { http: { status: 503, headers } },
  });
}
