import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLogger } from '../../../src/kernel/index.ts';
import { startTestApp, type TestApp } from '../../kit/app.ts';
import { buildDashboard } from '../../kit/chromium.ts';
import { startPathProxy } from '../../kit/path-proxy.ts';

const embedder = 'https://app.example';
let folder: string;
let app: TestApp;
/** `http://localhost:1234/dashboard` */
let url: string;

beforeAll(async () => {
  folder = await buildDashboard();
  const env = { DASHBOARD_FRAME_ORIGINS: `${embedder},http://localhost:3000` };
  app = await startTestApp({ env, options: { dashboardFolder: folder } });
  url = urlOf(app);
});
afterAll(() => app.stop());

function urlOf({ app: { url: apiUrl } }: TestApp): string {
  return new URL('/dashboard', apiUrl).href;
}

/** The files that the page names: its script, the imports of it, its styles. */
async function listFiles(): Promise<string[]> {
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  return [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, file]) => file!);
}

/** Sends a path as it is, which fetch does not. */
async function ask(path: string, headers = {}) {
  const call = request({ port: new URL(url).port, path, headers }).end();
  const [answer] = (await once(call, 'response')) as [IncomingMessage];
  const body = Buffer.concat((await answer.toArray()) as Buffer[]);
  return { status: answer.statusCode!, headers: answer.headers, body };
}

describe('the page at /dashboard/', () => {
  test('is asked for anew each time, and names the origins that may embed it', async () => {
    const response = await fetch(`${url}/`);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(await response.text()).toContain(`content="${embedder} http://localhost:3000"`);
  });

  test('has a policy that permits scripts of the node alone, and these pages around it', async () => {
    const { headers } = await fetch(`${url}/`);
    const policy = (headers.get('content-security-policy') ?? '').split('; ');
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        `frame-ancestors ${embedder} http://localhost:3000`,
      ]),
    );
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('is found without the slash and as index.html too', async () => {
    const redirect = await fetch(url, { redirect: 'manual' });
    expect([redirect.status, redirect.headers.get('location')]).toEqual([308, 'dashboard/']);
    const page = await (await fetch(url)).text();
    expect(page).toContain('<div id="root">');
    expect(await (await fetch(`${url}/index.html`)).text()).toBe(page);
  });

  test('answers HEAD without a body, and refuses other methods', async () => {
    const head = await fetch(`${url}/`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const [file] = await listFiles();
    for (const place of [url, `${url}/`, `${url}/${file}`]) {
      const post = await fetch(place, { method: 'POST', redirect: 'manual' });
      expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    }
  });
});

describe('a file of the page', () => {
  test('is kept by the browser for good, for its name changes with its content', async () => {
    const files = await listFiles();
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const { status, headers } = await fetch(`${url}/${file}`);
      const caching = headers.get('cache-control');
      expect([status, caching]).toEqual([200, 'public, max-age=31536000, immutable']);
      expect(headers.get('content-type')).toMatch(/^text\/(javascript|css)/);
    }
    const icon = await fetch(`${url}/icon.svg`);
    expect([icon.status, icon.headers.get('cache-control')]).toEqual([200, 'no-cache']);
  });

  test.each([
    '/dashboard/assets/none.js',
    '/dashboard/assets/',
    '/dashboard/..%2f..%2fpackage.json',
    '/dashboard/../../package.json',
    '/dashboard/%2e%2e/%2e%2e/package.json',
    '/dashboard/assets/..%5c..%5cindex.html',
    '/dashboard/.env',
    '/dashboard/%00',
    '/dashboard/%zz',
  ])('that does not exist is an error like those of the API: %s', async (path) => {
    const { status, body } = await ask(path);
    const { errors } = JSON.parse(body.toString()) as { errors: object[] };
    expect(status).toBe(404);
    expect(errors).toHaveLength(1);
  });

  test('is sent as the caller accepts it, compressed by the build', async () => {
    const name = (await listFiles()).find((file) => /\/index-.*\.js$/.test(file))!;
    const content = await readFile(join(folder, name));
    const forms = {
      'gzip, deflate, br': { encoding: 'br', decode: brotliDecompressSync },
      gzip: { encoding: 'gzip', decode: gunzipSync },
      identity: { encoding: undefined, decode: (bytes: Buffer) => bytes },
    };
    for (const [accepted, { encoding, decode }] of Object.entries(forms)) {
      const { headers, body } = await ask(`/dashboard/${name}`, { 'accept-encoding': accepted });
      expect([headers['content-encoding'], decode(body).equals(content)]).toEqual([encoding, true]);
      expect(headers).toMatchObject({
        vary: 'Origin, Accept-Encoding',
        'content-type': 'text/javascript; charset=utf-8',
        'content-length': String(body.length),
      });
    }
  });

  test('the JavaScript of the first load takes 300 KiB at most, compressed', async () => {
    const scripts = (await listFiles()).filter((file) => file.endsWith('.js'));
    const texts = await Promise.all(scripts.map((file) => readFile(join(folder, file))));
    for (const text of texts)
      for (const imported of listImports(text)) {
        expect(scripts).toContain(`assets/${imported}`);
      }
    const bytes = texts.reduce((sum, text) => sum + gzipSync(text).length, 0);
    expect(bytes / 1024).toBeLessThan(300);
  });
});

/** The files that a built script imports at once, and not on demand. */
function listImports(script: Buffer): string[] {
  const imports =
    /(?:^|[;}\n])(?:import|export)(?:[\w${},*\s]+from)?\s*["'`]\.\/([\w-]+\.js)["'`]/g;
  return [...script.toString().matchAll(imports)].map(([, file]) => file!);
}

describe('a node', () => {
  async function askNode(env: Record<string, string>, dashboardFolder = folder) {
    const log: { msg: string }[] = [];
    const write = (line: string) => void log.push(JSON.parse(line) as { msg: string });
    const logger = createLogger('info', { write });
    const database = { url: app.databaseUrl };
    const node = await startTestApp({ env, database, options: { dashboardFolder, logger } });
    const answers = await Promise.all([fetch(`${urlOf(node)}/`), fetch(`${urlOf(node)}/icon.svg`)]);
    const errors = await Promise.all(
      answers.map(async (answer) => {
        if (answer.status === 200) return null;
        const body = (await answer.json()) as { errors: { message: string }[] };
        return `${answer.status} ${body.errors[0]!.message}`;
      }),
    );
    await node.stop();
    return { errors, log: log.filter(({ msg }) => msg.includes('dashboard')) };
  }
  const noSuchPath = '404 Not found. The API is at /graphql.';

  test('with DASHBOARD=false has no such page', async () => {
    const { errors, log } = await askNode({ DASHBOARD: 'false' });
    expect({ errors, log }).toEqual({ errors: [noSuchPath, noSuchPath], log: [] });
  });

  test('without the role api has no such page', async () => {
    const { errors, log } = await askNode({ ROLES: 'dispatcher' });
    expect({ errors, log }).toEqual({ errors: [noSuchPath, noSuchPath], log: [] });
  });

  test('whose page is not built says so, in its answers and once in its log', async () => {
    const { errors, log } = await askNode({}, join(folder, 'nothing'));
    const reason = 'The dashboard is not built: run npm run build, and start the node again.';
    expect(errors[0]).toBe(`404 ${reason}`);
    expect(log).toEqual([expect.objectContaining({ level: 40, msg: reason })]);
  });

  test('behind a proxy with a path of its own serves the page and its files there', async () => {
    const proxy = await startPathProxy(app.app.port, '/tools/webhooks');
    const page = await fetch(`${proxy.url}/dashboard`);
    expect([page.status, page.url]).toEqual([200, `${proxy.url}/dashboard/`]);
    const [file] = await listFiles();
    const statuses = [`dashboard/${file}`, 'dashboard/icon.svg', 'readyz'].map(
      async (path) => (await fetch(`${proxy.url}/${path}`)).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 200, 200]);
    await proxy.stop();
  });
});
