import type { RequestHandler } from 'express';
import { setPageHeaders } from './page-files.ts';

/** A part of the service with an address of its own. */
interface Part {
  name: string;
  /** A path without its first slash, as a proxy may serve the node under another path. */
  path: string;
  text: string;
}

/** Which parts this node serves. */
export interface Served {
  api: boolean;
  explorer: boolean;
  dashboard: boolean;
}

const documentation =
  'README.md and the folder docs of this service; schema.graphql describes each field of the API.';

/** Answers `/` with the addresses of what this node serves: a page for browsers, JSON for programs. */
export function createHome(served: Served): RequestHandler[] {
  const parts = listParts(served);
  const answer = {
    service: 'Stockaj Webhooks',
    ...Object.fromEntries(parts.map(({ name, path }) => [name, `/${path}`])),
    documentation,
  };
  const page = renderPage(parts);
  const answerHome: RequestHandler = (request, response) => {
    response.vary('Accept');
    if (request.accepts('json', 'html') === 'html') response.type('html').send(page);
    else response.json(answer);
  };
  return [setPageHeaders({}), answerHome];
}

function listParts({ api, explorer, dashboard }: Served): Part[] {
  const health = [
    { name: 'health', path: 'healthz', text: 'the process is alive' },
    { name: 'readiness', path: 'readyz', text: 'the node can do its work' },
  ];
  return [
    ...(api
      ? [{ name: 'api', path: 'graphql', text: 'GraphQL over HTTP (POST) and WebSocket' }]
      : []),
    ...(explorer
      ? [{ name: 'explorer', path: 'graphql', text: 'in a browser: try queries, read the schema' }]
      : []),
    ...(dashboard
      ? [{ name: 'dashboard', path: 'dashboard/', text: 'Settings → Webhooks; needs a token' }]
      : []),
    ...health,
  ];
}

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:40em;margin:3em auto;padding:0 1em}';

function renderPage(parts: readonly Part[]): string {
  const items = parts.map(
    ({ name, path, text }) => `<li><a href="${path}">${name}</a>: <code>/${path}</code>, ${text}`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Stockaj Webhooks</title>
<style>${style}</style>
<h1>Stockaj Webhooks</h1>
<ul>
${items.join('\n')}
</ul>
<p>Documentation: ${documentation}
</html>
`;
}
