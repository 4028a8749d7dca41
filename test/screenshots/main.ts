/*
 * Makes the pictures of the documentation from the data of the demo: `npm run screenshots`, after `npm run build`.
 * They are written into docs/images/.
 */
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import type { Page } from 'playwright-core';
import { runDemo } from '../../src/demo/run-demo.ts';
import { startBrowser } from '../kit/chromium.ts';
import { ListDeliveries } from '../kit/documents.ts';
import { waitUntil } from '../kit/wait-until.ts';

const images = join(import.meta.dirname, '../../docs/images');
const size = { width: 1280, height: 800 };
/** Deliveries that the log has when the pictures are taken. */
const deliveryCount = 80;

/** A running demo. */
interface Demo {
  /** The address of the page, without its fragment. */
  url: string;
  token: string;
  stop(): Promise<unknown>;
}

async function startDemo(): Promise<Demo> {
  const stopped = new AbortController();
  const { promise: text, resolve: printFirst } = Promise.withResolvers<string>();
  const ended = runDemo({
    ...{ once: false, port: null, stopped: stopped.signal },
    print: printFirst,
    printError: (line) => console.error(line),
  });
  // The first text that it prints has the link.
  const [, url = '', token = ''] =
    /(http\S+)#token=(\S+)/.exec(await Promise.race([text, ended.then(() => '')])) ?? [];
  return {
    url,
    token,
    stop() {
      stopped.abort();
      return ended;
    },
  };
}

async function ask<Data, Variables>(
  { url, token }: Demo,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const response = await fetch(new URL('../graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: print(document), variables }),
  });
  return ((await response.json()) as { data: Data }).data;
}

/** Resolves to the id of a delivery that succeeded after a failure, once there is enough to see. */
async function findStory(demo: Demo): Promise<string> {
  let found: string | undefined;
  await waitUntil('the demo has enough deliveries', async () => {
    const { nodes } = (await ask(demo, ListDeliveries, { first: 100 })).deliveries;
    found = nodes.find(
      ({ status, attemptCount }) => status === 'SUCCEEDED' && attemptCount > 1,
    )?.id;
    const hasFailed = nodes.some(({ status }) => status === 'FAILED');
    return found !== undefined && hasFailed && nodes.length >= deliveryCount;
  });
  return found ?? '';
}

async function take(page: Page, path: string, name: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(path)}`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  // Nothing is being loaded any more, and what has faded in is there.
  await page.locator('main .mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  await page.waitForTimeout(2_000);
  await save(page, name);
}

async function save(shown: Pick<Page, 'screenshot'>, name: string): Promise<void> {
  const file = join(images, name);
  await shown.screenshot({ path: file });
  console.log(`${file} ${Math.ceil((await stat(file)).size / 1024)} KiB`);
}

const chatServices = {
  Slack: 'slack',
  Discord: 'discord',
  'Microsoft Teams': 'teams',
  'Google Chat': 'google-chat',
};

/** Takes a message of the preview in each chat format. */
async function takePreviews(page: Page): Promise<void> {
  await page.evaluate("location.hash = '/webhooks/new'");
  for (const [service, name] of Object.entries(chatServices)) {
    await page.getByRole('radio', { name: service }).check();
    await page.getByRole('button', { name: /^Show (?:the preview|it again)$/ }).click();
    const message = page.getByRole('group', { name: `Message, about as ${service} shows it` });
    await message.first().waitFor();
    await save(message.first(), `screenshot-preview-${name}.png`);
  }
}

async function takeAll(demo: Demo, folder: string): Promise<void> {
  const browser = await startBrowser(folder);
  try {
    const page = await browser.newPage({ viewport: size, locale: 'en-GB', colorScheme: 'light' });
    page.setDefaultTimeout(60_000);
    await page.goto(`${demo.url}#token=${demo.token}`);
    const story = await findStory(demo);
    await take(page, '/webhooks', 'screenshot-webhooks-list.png');
    await take(page, '/deliveries', 'screenshot-webhook-deliveries.png');
    await take(page, `/deliveries/${story}`, 'screenshot-delivery.png');
    await takePreviews(page);
  } finally {
    await browser.close();
  }
}

await mkdir(images, { recursive: true });
const folder = await mkdtemp(join(tmpdir(), 'stockaj-screenshots-'));
const demo = await startDemo();
try {
  await takeAll(demo, folder);
} finally {
  await demo.stop();
  await rm(folder, { recursive: true, force: true });
}
