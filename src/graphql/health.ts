import type { RequestHandler } from 'express';

/** Whether the service can do its work now, and if not, why not. */
export interface Readiness {
  ready: boolean;
  /** For operators; they name parts (the database, migrations), never secrets. */
  reasons: string[];
}

/** 200 as long as the process answers at all. */
export const answerHealth: RequestHandler = (_request, response) => {
  response.json({ status: 'ok' });
};

/** Where the answer of `/readyz` comes from. */
export interface ReadinessSource {
  isReady(): Promise<Readiness>;
  isStopping(): boolean;
}

/** 200 when ready, else 503 with the reasons. A node that is stopping says so without asking the database. */
export function answerReadiness({ isReady, isStopping }: ReadinessSource): RequestHandler {
  return async (_request, response) => {
    const unknown = { ready: false, reasons: ['The check itself failed.'] };
    const stopping = { ready: false, reasons: ['The service is stopping.'] };
    const { ready, reasons } = isStopping() ? stopping : await isReady().catch(() => unknown);
    response.status(ready ? 200 : 503).json({ status: ready ? 'ok' : 'unavailable', reasons });
  };
}
