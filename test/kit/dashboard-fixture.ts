import { AxeBuilder } from '@axe-core/playwright';
import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startTestApp, type TestApp, type TestAppOptions } from './app.ts';
import { startReceiver, type Receiver } from './receiver.ts';
import { buildDashboard, startBrowser } from './chromium.ts';

/** The way in which a page is opened. */
export interface Opening {
  token: string;
  /** The place in the page, such as `/webhooks`. */
  path?: string;
  theme?: 'light' | 'dark';
  /** In pixels. */
  size?: { width: number; height: number };
  /** The time zone of the person at the browser; UTC by default. */
  timeZone?: string;
  /** The address of a proxy to the node, through which the page is opened. */
  through?: string;
  /** Prepares the browser before it loads the page. */
  prepare?: (context: BrowserContext) => Promise<unknown>;
}

/** A node that serves the dashboard, a receiver, and a browser. */
export interface DashboardFixture {
  app: TestApp;
  receiver: Receiver;
  browser: Browser;
  /** The address of the page, `http://localhost:1234/dashboard/`. */
  url: string;
  /** Opens the page in a browser of its own, as a link would. */
  open(opening: Opening): Promise<Page>;
  /** Faults of the pages: errors in the console, requests to other hosts. */
  faults: readonly string[];
  stop(): Promise<void>;
}

/** Starts all of it. */
export async function startDashboard(options: TestAppOptions = {}): Promise<DashboardFixture> {
  const dashboardFolder = await buildDashboard();
  const [app, receiver, browser] = await Promise.all([
    startTestApp({ ...options, options: { ...options.options, dashboardFolder } }),
    startReceiver(),
    startBrowser(),
  ]);
  const faults: string[] = [];
  const { origin } = new URL(app.app.url);
  const url = `${origin}/dashboard/`;
  return {
    app,
    receiver,
    browser,
    url,
    faults,
    async open(opening) {
      const { token, path = '', theme = 'light', size = { width: 1280, height: 900 } } = opening;
      const address = opening.through ?? url;
      const context = await browser.newContext({
        viewport: size,
        locale: 'en-GB',
        reducedMotion: 'reduce',
        timezoneId: opening.timeZone ?? 'UTC',
      });
      await opening.prepare?.(context);
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text());
      });
      page.on('pageerror', (error) => faults.push(String(error)));
      page.on('request', (request) => {
        const { protocol, host } = new URL(request.url());
        const isOwn =
          protocol === 'data:' || protocol === 'blob:' || host === new URL(address).host;
        if (!isOwn) faults.push(`request to ${request.url()}`);
      });
      await page.goto(`${address}#${new URLSearchParams({ token, path, theme }).toString()}`);
      return page;
    },
    async stop() {
      await browser.close();
      await Promise.all([app.stop(), receiver.stop()]);
    },
  };
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Lists what axe finds against WCAG 2.2 AA on the page as it is, in both themes, each with the elements concerned. */
export async function findBarriers(page: Page): Promise<string[]> {
  await endMotions(page);
  const violations = await runAxe(page, { runOnly: { type: 'tag', values: tags } });
  await changeTheme(page);
  // Only the colours differ.
  const ofOtherTheme = await runAxe(page, {
    runOnly: { type: 'rule', values: ['color-contrast'] },
  });
  await changeTheme(page);
  return [...violations, ...ofOtherTheme].map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
  );
}

/**
 * Runs axe. A page with frames needs `@axe-core/playwright`, which looks into each of them, also of other
 * origins. For that it opens an empty page at each run, which takes ten times as long.
 */
async function runAxe(page: Page, options: RunOptions): Promise<AxeResults['violations']> {
  const all: RunOptions = { ...options, resultTypes: ['violations'] };
  if (page.frames().length > 1) {
    return (await new AxeBuilder({ page }).options(all).analyze()).violations;
  }
  const isLoaded = await page.evaluate<boolean>('Boolean(globalThis.axe)');
  if (!isLoaded) await page.evaluate(axe.source);
  return page.evaluate(
    `axe.run(document, ${JSON.stringify(all)}).then(({ violations }) => violations)`,
  );
}

async function changeTheme(page: Page): Promise<void> {
  const attribute = 'document.documentElement.dataset.mantineColorScheme';
  await page.evaluate(`${attribute} = ${attribute} === 'dark' ? 'light' : 'dark'`);
  await endMotions(page);
}

/** Ends all transitions: colours are measured as they stay. */
async function endMotions(page: Page): Promise<void> {
  await page.evaluate(`for (const motion of document.getAnimations()) {
    if (motion.effect?.getComputedTiming().iterations !== Infinity) motion.finish();
  }`);
}
