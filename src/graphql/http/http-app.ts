import express, { type Express } from 'express';
import type { AnswerMetrics } from '../metrics.ts';
import { mountDashboard, type Dashboard } from './dashboard.ts';
import { answerNotFound, createErrorHandler } from './error-handler.ts';
import { closeWhile, requireHost } from './every-request.ts';
import { mountExplorer, type Explorer } from './explorer.ts';
import { answerHealth, answerReadiness, type Readiness } from './health.ts';
import { createHome } from './home.ts';
import { allowMethods } from './methods.ts';
import { mountGraphql, type Api, type GraphqlOptions } from './mount-graphql.ts';
import { setAllowedOrigin } from './origin.ts';
import { nameRequest } from './request-id.ts';

export interface HttpAppOptions extends GraphqlOptions {
  /** Null: there is no `/graphql`. */
  api: Api | null;
  /** Serves `/metrics`; null for no such path. */
  answerMetrics: AnswerMetrics | null;
  /** Null: there is no `/dashboard`. */
  dashboard: Dashboard | null;
  /** Null: `/graphql` answers browsers as it answers programs. */
  explorer: Explorer | null;
  isReady(): Promise<Readiness>;
  /** Calls are still served, but `/readyz` returns 503 and each response closes its connection. */
  isStopping(): boolean;
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
