import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { HeaderMap, type ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express, {
  type ErrorRequestHandler,
  type Express,
  type RequestHandler,
  type Response,
} from 'express';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { isTransientError } from '../../db/index.ts';
import { UnavailableError, type Logger } from '../../kernel/index.ts';
import type { GraphContext } from '../../workspaces/index.ts';
import type { Admission } from '../admission/admission.ts';
import { admit, awaitTurn, callOf, claimsOf } from '../admission/admit.ts';
import { createApollo } from './apollo.ts';
import { authenticateFirst, readQuery, serveSchemaOnly } from './authenticate-first.ts';
import { compressAnswers } from './compress-answers.ts';
import { createContext, type ContextParts } from '../contexts.ts';
import type { DocumentReader } from '../documents.ts';
import { mountDashboard, type Dashboard } from './dashboard.ts';
import type { FormatError } from '../errors.ts';
import { mountExplorer, type Explorer } from './explorer.ts';
import { answerHealth, answerReadiness, type Readiness } from './health.ts';
import { createHome } from './home.ts';
import { queryBytesMax } from '../limits/request-limits.ts';
import { allowMethods } from './methods.ts';
import { countErrors, type AnswerMetrics, type OperationMetrics } from '../metrics.ts';
import { refuseForeignOrigin, setAllowedOrigin, type IsAllowedOrigin } from './origin.ts';
import { parseBody, readBody, refuseMalformed } from './read-body.ts';
import { documentOf, readDocument } from './read-document.ts';
import { RefusedError } from '../admission/refusals.ts';
import type { Refuser } from '../admission/pacer.ts';
import { retryAfterSeconds, sendError, sendRefusal } from './send-error.ts';

/** The served schema and the reader of its documents. */
interface Api {
  schema: GraphQLSchema;
  documents: DocumentReader;
}

export interface HttpAppOptions extends ContextParts {
  /** Null: there is no `/graphql`. */
  api: Api | null;
  logger: Logger;
  formatError: FormatError;
  operationMetrics: OperationMetrics;
  /** Serves `/metrics`; null for no such path. */
  answerMetrics: AnswerMetrics | null;
  /** Null: there is no `/dashboard`. */
  dashboard: Dashboard | null;
  /** Null: `/graphql` answers browsers as it answers programs. */
  explorer: Explorer | null;
  isAllowedOrigin: IsAllowedOrigin;
  admission: Admission;
  refuser: Refuser;
  isReady(): Promise<Readiness>;
  /** Calls are still served, but `/readyz` returns 503 and each response closes its connection. */
  isStopping(): boolean;
  /** Calls are refused. */
  isClosed(): boolean;
}

/** `/`, `/graphql` over HTTP, `/dashboard`, `/healthz`, `/readyz` and `/metrics`. */
export async function createHttpApp(
  options: HttpAppOptions,
): Promise<{ app: Express; stop(): Promise<void> }> {
  const app = express().disable('x-powered-by').disable('etag');
  app.use(
    nameRequest,
    closeWhile(options.isStopping),
    setAllowedOrigin(options.isAllowedOrigin),
    requireHost,
  );
  const readOnly = allowMethods('GET', 'HEAD');
  app.all('/healthz', readOnly, answerHealth);
  app.all('/readyz', readOnly, answerReadiness(options));
  if (options.answerMetrics) app.all('/metrics', readOnly, options.answerMetrics);
  app.all('/', readOnly, createHome(listServed(options)));
  if (options.explorer) mountExplorer(app, options.explorer, options.logger);
  const apollo = options.api && (await mountGraphql(app, options, options.api));
  if (options.dashboard) mountDashboard(app, options.dashboard, options.logger);
  app.use(answerNotFound);
  app.use(createErrorHandler(options));
  return { app, stop: async () => apollo?.stop() };
}

function listServed({ api, explorer, dashboard }: HttpAppOptions) {
  return { api: api !== null, explorer: explorer !== null, dashboard: dashboard !== null };
}

async function mountGraphql(
  app: Express,
  options: HttpAppOptions,
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

const nameRequest: RequestHandler = (_request, response, next) => {
  response.locals.requestId = randomUUID();
  response.set({ 'x-request-id': requestIdOf(response), 'cache-control': 'no-store' });
  next();
};

/** Makes the client, or the proxy in between, use another node for its next call. */
function closeWhile(isStopping: () => boolean): RequestHandler {
  return (_request, response, next) => {
    if (isStopping()) response.set('connection', 'close');
    next();
  };
}

/** Node would do the same, but without our headers (RFC 9112, section 3.2). */
const requireHost: RequestHandler = (request, response, next) => {
  if (request.headers.host !== undefined || request.httpVersion === '1.0') next();
  else {
    response.set('connection', 'close');
    sendError(response, 400, 'BAD_REQUEST', 'The request needs a Host header.');
  }
};

function requestIdOf(response: Response): string {
  return String(response.locals.requestId);
}

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

const answerNotFound: RequestHandler = (_request, response) => {
  sendError(response, 404, 'NOT_FOUND', 'Not found. The API is at /graphql.');
};

/** Messages of the body parser repeat parts of the body, so they are not used. */
function createErrorHandler({ formatError, refuser }: HttpAppOptions): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const status = readStatus(error);
    if (error instanceof RefusedError) refuser.refuse(response, () => sendRefusal(response, error));
    else if (status === 413) refuser.refuse(response, () => refuseLarge(response));
    else if (status < 500) refuseMalformed(response, status);
    else {
      const { message, extensions } = formatError(error, requestIdOf(response));
      const isUnavailable = error instanceof UnavailableError || isTransientError(error);
      if (isUnavailable) response.set('retry-after', retryAfterSeconds);
      sendError(response, isUnavailable ? 503 : 500, 'INTERNAL_SERVER_ERROR', message, extensions);
    }
  };
}

function refuseLarge(response: Response): void {
  sendError(response, 413, 'BAD_REQUEST', 'The body is larger than 1 MiB.');
}

function readStatus(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : 500;
}
