import type { Express } from 'express';
import type { Logger } from '../../kernel/index.ts';
import { allowMethods } from './methods.ts';
import { readPage, servePageFiles, setPageHeaders } from './page-files.ts';
import { sendError } from './send-error.ts';

/** The page Settings → Webhooks, as `npm run build` makes it. */
export interface Dashboard {
  /** The folder of the built page. */
  folder: string;
  /** Origins (`https://app.example`) of the pages that may show it in a frame. */
  frameOrigins: readonly string[];
}

const notBuilt = 'The dashboard is not built: run npm run build, and start the node again.';

/** Serves the page at `/dashboard/`. If it has not been built, a line of the log and each answer say so. */
export function mountDashboard(app: Express, dashboard: Dashboard, logger: Logger): void {
  const { folder, frameOrigins } = dashboard;
  const page = readPage(folder)?.replace(frameOriginsPlace, (it) => it + frameOrigins.join(' '));
  if (page === undefined) logger.warn(notBuilt);
  const headers = setPageHeaders({ frameOrigins, further: ["font-src 'self'"] });
  app.use('/dashboard', allowMethods('GET', 'HEAD'), headers);
  app.get(['/dashboard', '/dashboard/index.html'], (request, response) => {
    if (page === undefined) sendError(response, 404, 'NOT_FOUND', notBuilt);
    // The page names its files relative to its folder. The fragment of a link survives the redirection.
    else if (request.path === '/dashboard') response.redirect(308, 'dashboard/');
    else response.type('html').send(page);
  });
  app.use('/dashboard', servePageFiles(folder, 'assets'));
}

/** Where the page learns which origins may embed it. */
const frameOriginsPlace = 'name="stockaj-frame-origins" content="';
