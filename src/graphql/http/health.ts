import type { RequestHandler } from 'express';
import { retryAfterSeconds } from './send-error.ts';

/** Whether the service can do its work now, and the reasons if not. */
export interface Readiness {
  ready: boolean;
  /** For operators: they name parts (the database, migrations), never secrets. */
  reasons: string[];
}

/** Always 200. */
export const answerHealth: RequestHandler = (_request, response) => {
  response.json({ status: 'ok' });
};

/** Source of the response of `/readyz`. */
export interface ReadinessSource {
  isReady(): Promise<Readiness>;
  isStopping(): boolean;
}

const stopping: Readiness = { ready: false, reasons: ['The service is stopping.'] };
const unknown: Readiness = { ready: false, reasons: ['The check itself failed.'] };

/**
 * 200 when ready, else 503 with the reasons and `Retry-After`. A stopping node is not ready at once, also for
 * probes that are still waiting for their response.
 */
export function answerReadiness({ isReady, isStopping }: ReadinessSource): RequestHandler {
  return async (_request, response) => {
    const found = isStopping() ? stopping : await isReady().catch(() => unknown);
    const { ready, reasons } = isStopping() ? stopping : found;
    if (!ready) response.set('retry-after', retryAfterSeconds);
    response.status(ready ? 200 : 503).json({ status: ready ? 'ok' : 'unavailable', reasons });
  };
}
