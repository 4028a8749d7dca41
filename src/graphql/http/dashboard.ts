import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import express, { type Express, type RequestHandler, type Response } from 'express';
import type { Logger } from '../../kernel/index.ts';
import { allowMethods } from './methods.ts';
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
  const page = readPage(dashboard);
  if (page === null) logger.warn(notBuilt);
  app.use('/dashboard', allowMethods('GET', 'HEAD'), createHeaders(dashboard.frameOrigins));
  app.get(['/dashboard', '/dashboard/index.html'], (request, response) => {
    if (page === null) sendError(response, 404, 'NOT_FOUND', notBuilt);
    // The page names its files relative to its folder. The fragment of a link survives the redirection.
    else if (request.path === '/dashboard') response.redirect(308, 'dashboard/');
    else response.type('html').send(page);
  });
  app.use('/dashboard', serveFiles(dashboard.folder));
}

/** Returns the page with the origins that may embed it, or null if it has not been built. */
function readPage({ folder, frameOrigins }: Dashboard): string | null {
  const place = 'name="stockaj-frame-origins" content="';
  try {
    const html = readFileSync(join(folder, 'index.html'), 'utf8');
    return html.replace(place, `${place}${frameOrigins.join(' ')}`);
  } catch {
    return null;
  }
}

/** The name of each file in `assets` contains a hash of its content. */
function serveFiles(folder: string): RequestHandler {
  const assets = join(folder, 'assets') + sep;
  const setHeaders = (response: Response, path: string): void => {
    if (path.startsWith(assets))
      response.set('cache-control', 'public, max-age=31536000, immutable');
  };
  return express.static(folder, { index: false, redirect: false, cacheControl: false, setHeaders });
}

function createHeaders(frameOrigins: readonly string[]): RequestHandler {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'", // the library of components sets styles at run time
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameOrigins.length === 0 ? "'none'" : frameOrigins.join(' ')}`,
  ].join('; ');
  return (_request, response, next) => {
    response.set({
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    });
    next();
  };
}
