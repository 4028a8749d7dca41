import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import express, { type RequestHandler, type Response } from 'express';

/** Suffixes of the compressed files of a build, and their names in `Content-Encoding`, the smaller first. */
const suffixes = { br: '.br', gzip: '.gz' };

/** Returns a built page, or null if it has not been built. */
export function readPage(folder: string): string | null {
  try {
    return readFileSync(join(folder, 'index.html'), 'utf8');
  } catch {
    return null;
  }
}

/**
 * Serves the files of a built page, compressed where the build has such a file and the caller accepts it.
 *
 * @param assets the folder in it whose files have a hash of their content in their names
 */
export function servePageFiles(folder: string, assets: string): RequestHandler[] {
  const start = join(folder, assets) + sep;
  const setHeaders = (response: Response, path: string): void => {
    if (path.startsWith(start))
      response.set('cache-control', 'public, max-age=31536000, immutable');
  };
  const options = { index: false, redirect: false, cacheControl: false, setHeaders };
  return [chooseCompressed(folder), express.static(folder, options)];
}

/** Lets the next handler read `file.js.br` for a request of `file.js`. Nothing is compressed while a node serves. */
function chooseCompressed(folder: string): RequestHandler {
  const files = new Set(listFiles(folder));
  return (request, response, next) => {
    const { path } = request;
    const known = Object.entries(suffixes).filter(([, suffix]) => files.has(path + suffix));
    if (known.length > 0) response.vary('Accept-Encoding');
    const chosen = known.find(([name]) => request.acceptsEncodings(name));
    if (chosen) {
      const [encoding, suffix] = chosen;
      response.set('content-encoding', encoding).type(path.slice(path.lastIndexOf('.')));
      request.url = path + suffix;
    }
    next();
  };
}

/** The paths of all files in a folder as in a URL; none if it does not exist. */
function listFiles(folder: string): string[] {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return names.map((name) => `/${name.split(sep).join('/')}`);
  } catch {
    return [];
  }
}

/** Who may do what on a page, besides its own scripts and calls of the node that served it. */
export interface PagePolicy {
  /** Origins of the pages that may show it in a frame. */
  frameOrigins?: readonly string[];
  /** Further directives, such as `worker-src 'self'`. */
  further?: readonly string[];
}

/** Sets the headers of a page and its files: scripts come from this node alone, and none stands in the page. */
export function setPageHeaders({ frameOrigins = [], further = [] }: PagePolicy): RequestHandler {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'", // the libraries of components set styles at run time
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameOrigins.length === 0 ? "'none'" : frameOrigins.join(' ')}`,
    ...further,
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
