import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getOperationAST, OperationTypeNode, parse, validate } from 'graphql';
import { starterQueries } from '../../../src/explorer/starter-queries.ts';
import { startTestApp, type TestApp } from '../../kit/app.ts';
import { buildExplorer } from '../../kit/chromium.ts';
import { createCustomer } from '../../kit/customer.ts';
import { contract } from '../../e2e/kit/contract-schema.ts';

/** What browsers send when a person opens an address. */
const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

let folder: string;
let app: TestApp;
beforeAll(async () => {
  folder = await buildExplorer();
  app = await startTestApp({ options: { explorerFolder: folder } });
});
afterAll(() => app.stop());

/** A node on the same database, for one question. */
async function askNode(env: Record<string, string>, path: string, explorerFolder = folder) {
  const database = { url: app.databaseUrl };
  const node = await startTestApp({ env, database, options: { explorerFolder } });
  const response = await fetch(new URL(path, node.app.url), { headers: browser });
  const answer = { status: response.status, text: await response.text() };
  await node.stop();
  return answer;
}

describe('the explorer', () => {
  test('is what a browser gets at the address of the API', async () => {
    const response = await fetch(app.app.url, { headers: browser });
    const { status, headers } = response;
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers.get('vary')).toBe('Origin, Accept');
    const html = await response.text();
    expect(html).toContain('<title>API explorer');
    const files = [...html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, file]) => file!);
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const { status, headers } = await fetch(new URL(file, app.app.url));
      const caching = headers.get('cache-control');
      expect([status, caching]).toEqual([200, 'public, max-age=31536000, immutable']);
    }
    const slash = await fetch(`${app.app.url}/`, { headers: browser });
    expect([slash.status, slash.url]).toEqual([200, app.app.url]);
  });

  test('has a policy that permits scripts and workers of the node alone', async () => {
    const { headers } = await fetch(app.app.url, { headers: browser });
    const policy = (headers.get('content-security-policy') ?? '').split('; ');
    expect(policy).toEqual(
      expect.arrayContaining([
        ...["default-src 'none'", "script-src 'self'", "worker-src 'self'", "connect-src 'self'"],
        "frame-ancestors 'none'",
      ]),
    );
  });

  test.each([
    ['a program', '', { accept: '*/*' }],
    ['a program without a choice', '', {}],
    ['a query', '?query=%7B__typename%7D', browser],
    ['a persisted query', '?extensions=%7B%7D', browser],
  ])('is not what %s gets', async (_who, search, headers: Record<string, string>) => {
    const response = await fetch(app.app.url + search, { headers });
    expect(response.headers.get('content-type')).toMatch(/json/);
  });

  test.each([...starterQueries])('begins with queries that work: %#', async (starter) => {
    const document = parse(starter.query);
    expect(validate(contract, document)).toEqual([]);
    if (getOperationAST(document)?.operation === OperationTypeNode.SUBSCRIPTION) return; // the test in a browser runs it
    const { token } = await createCustomer(app);
    const variables = JSON.parse(starter.variables ?? '{}') as object;
    const { data, errors } = await app.request(token, document, variables);
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).not.toMatch(/"code":/);
  });

  test('is off with EXPLORER=false', async () => {
    const { status, text } = await askNode({ EXPLORER: 'false' }, '/graphql');
    expect([status, text]).toEqual([401, expect.stringContaining('UNAUTHENTICATED')]);
    expect((await askNode({ EXPLORER: 'false' }, '/')).text).not.toContain('explorer');
  });

  test('is off in production, and on again with EXPLORER=true', async () => {
    const production = { NODE_ENV: 'production' };
    expect((await askNode(production, '/graphql')).status).toBe(401);
    const { status, text } = await askNode({ ...production, EXPLORER: 'true' }, '/graphql');
    expect([status, text]).toEqual([200, expect.stringContaining('<title>API explorer')]);
  });

  test('that is not built says so', async () => {
    const { status, text } = await askNode({}, '/graphql', join(folder, 'nothing'));
    const reason = 'The explorer is not built: run npm run build, and start the node again.';
    expect([status, text]).toEqual([404, expect.stringContaining(reason)]);
  });
});

describe('the first address of a node', () => {
  test('says to programs where things are', async () => {
    const response = await fetch(new URL('/', app.app.url));
    expect(await response.json()).toEqual({
      service: 'Stockaj Webhooks',
      api: '/graphql',
      explorer: '/graphql',
      dashboard: '/dashboard/',
      health: '/healthz',
      readiness: '/readyz',
      documentation: expect.stringContaining('README.md'),
    });
  });

  test('links them for browsers, relative to where a proxy serves the node', async () => {
    const response = await fetch(new URL('/', app.app.url), { headers: browser });
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const links = [...(await response.text()).matchAll(/href="([^"]+)"/g)].map(([, link]) => link!);
    expect(links).toEqual(['graphql', 'graphql', 'dashboard/', 'healthz', 'readyz']);
  });

  test('of a node that only sends names its probes alone', async () => {
    const { text } = await askNode({ ROLES: 'dispatcher' }, '/');
    const links = [...text.matchAll(/href="([^"]+)"/g)].map(([, link]) => link);
    expect(links).toEqual(['healthz', 'readyz']);
  });
});
