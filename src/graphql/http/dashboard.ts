import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import { allowMethods } from './methods.ts';
import { sendError } from './send-error.ts';

/** The page Settings → Webhooks, as `npm run build` makes it. */
export interface Dashboard {
  /** The folder of the built page. */
  folder: string;
  /** Origins (`https://app.example`) of the pages that may show it in a frame. */
  frameOrigins: readonly string[];
}

/** Serves the page at `/dashboard/`. */
export function mountDashboard(app: Express, dashboard: Dashboard): void {
  const page = readPage(dashboard);
  const setHeaders = createHeaders(dashboard.frameOrigins);
  app.all('/dashboard', allowMethods('GET', 'HEAD'), setHeaders);
  // The page names its files relative to its folder. The fragment of a link survives the redirection.
  app.get('/dashboard', (request, response, next) => {
    if (request.path.endsWith('/')) next();
    else response.redirect(308, 'dashboard/');
  });
  app.get('/dashboard/', (_request, response) => {
    if (page !== null) response.type('html').send(page);
    else sendError(response, 404, 'NOT_FOUND', 'The dashboard is not built: run npm run build.');
  });
  // The name of each file contains a hash of its content.
  app.use(
    '/dashboard',
    express.static(dashboard.folder, {
      index: false,
      redirect: false,
      immutable: true,
      maxAge: '1y',
    }),
  );
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
