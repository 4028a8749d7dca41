import type { Express, Request } from 'express';
import type { Logger } from '../../kernel/index.ts';
import { allowMethods } from './methods.ts';
import { readPage, servePageFiles, setPageHeaders } from './page-files.ts';
import { sendError } from './send-error.ts';

/** GraphiQL for this API, as `npm run build` makes it. */
export interface Explorer {
  /** The folder of the built page. */
  folder: string;
}

const notBuilt = 'The explorer is not built: run npm run build, and start the node again.';

/**
 * Answers a browser at `/graphql` with the page, whose files are at `/explorer`. If it has not been built, a line of
 * the log and the answer say so. All other requests of `/graphql` go on to the API.
 */
export function mountExplorer(app: Express, { folder }: Explorer, logger: Logger): void {
  const page = readPage(folder);
  if (page === null) logger.warn(notBuilt);
  // The icons of the editor are a font, and it checks the text in workers.
  const headers = setPageHeaders({ further: ["font-src 'self' data:", "worker-src 'self'"] });
  app.get('/graphql', (request, response, next) => {
    if (!isForPage(request)) next();
    // The page names its files relative to its own address.
    else if (request.path.endsWith('/')) response.redirect(308, '../graphql');
    else {
      headers(request, response, () => {
        response.vary('Accept');
        if (page === null) sendError(response, 404, 'NOT_FOUND', notBuilt);
        else response.type('html').send(page);
      });
    }
  });
  app.use('/explorer', allowMethods('GET', 'HEAD'), headers);
  app.use('/explorer', servePageFiles(`${folder}/explorer`, '.'));
}

/** Whether a person opens the address. Programs ask for JSON or for anything, and send a query. */
function isForPage(request: Request): boolean {
  const { method, query } = request;
  const isOperation = 'query' in query || 'extensions' in query;
  return method === 'GET' && !isOperation && request.accepts('json', 'html') === 'html';
}
