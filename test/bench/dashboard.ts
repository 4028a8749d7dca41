import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { changeDeliveries } from '../kit/change-deliveries.ts';
import { writeMs } from '../../src/dashboard/words/durations.ts';
import { startBrowser } from '../kit/chromium.ts';
import { fillLog } from './fill-log.ts';
import type { Figure } from './figure.ts';
import { sign } from './live.ts';
import { callSteadily } from './loads.ts';
import { addWebhooks } from './seed.ts';
import { createBenchEnv, startService } from './service.ts';

const updatesPerSecond = 200;
/** Updates of one transaction. */
const updatesPerChange = 10;
/** All rows of the page, so that each update changes one that can be seen by scrolling. */
const rowCount = 100;
const logLength = 10_000;
/** A task of the browser that is longer is felt as a stop. In milliseconds. */
const longMs = 200;

/** The log of deliveries in Chromium while its rows change and the page is scrolled. Needs the built page. */
export const dashboard: Figure = {
  title: `dashboard: tasks over ${longMs} ms in Chromium, at ${updatesPerSecond} live updates/s (goal: 0)`,
  rounds: 3,
  count: 10,
  quick: { rounds: 1, count: 10 },
  async measure(place, rounds, seconds) {
    const env = createBenchEnv(place.databaseUrl);
    const app = await startService(env);
    const folder = await mkdtemp(join(tmpdir(), 'stockaj-bench-browser-'));
    const browser = await startBrowser(folder);
    try {
      const webhooks = await addWebhooks(app.database, place, [
        { workspaceId: 'bench', path: '/bench' },
      ]);
      await fillLog(app.database, webhooks, logLength);
      const page = await browser.newPage();
      const address = new URL('/dashboard/', app.url);
      const token = await sign(env, 'bench');
      address.hash = new URLSearchParams({ token, path: '/deliveries' }).toString();
      await page.goto(address.href);
      await page.getByText('Live', { exact: true }).waitFor();
      await page.evaluate(observeTasks);
      for (let round = 1; round <= rounds; round += 1) {
        await page.evaluate('Object.assign(window, { taskMs: [], frameCount: 0 })');
        const ending = new AbortController();
        const scrolling = scroll(page, ending.signal);
        let lastMs = 0;
        const changing = callSteadily(updatesPerSecond / updatesPerChange, ending.signal, (n) => {
          lastMs = round * 1_000 + n;
          const offset = (n * updatesPerChange) % rowCount;
          const change = { workspaceId: 'bench', offset, count: updatesPerChange };
          return changeDeliveries(app.database, { ...change, responseTimeMs: lastMs });
        });
        await delay(seconds * 1_000);
        ending.abort();
        await Promise.all([changing, scrolling]);
        await report(page, round, seconds);
        await page.getByText(writeMs(lastMs), { exact: true }).first().waitFor();
      }
    } finally {
      await browser.close();
      await app.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Run in the page: notes the length of each long task, and counts frames. */
const observeTasks = `
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) taskMs.push(duration);
  }).observe({ type: 'longtask' });
  const count = () => { frameCount += 1; requestAnimationFrame(count); };
  Object.assign(window, { taskMs: [], frameCount: 0 });
  count();
`;

/** Scrolls down and up, as a person who reads. */
async function scroll(page: Page, signal: AbortSignal): Promise<void> {
  for (let n = 0; !signal.aborted; n += 1) {
    await page.mouse.wheel(0, n % 40 < 20 ? 150 : -150);
    await delay(50);
  }
}

async function report(page: Page, round: number, seconds: number): Promise<void> {
  const { taskMs, frameCount } = await page.evaluate<{ taskMs: number[]; frameCount: number }>(
    '({ taskMs, frameCount })',
  );
  const longCount = taskMs.filter((ms) => ms > longMs).length;
  console.log(
    `  round ${round}: ${longCount} tasks over ${longMs} ms, the longest ${Math.max(0, ...taskMs)} ms; ` +
      `${taskMs.length} over 50 ms; ${(frameCount / seconds).toFixed(0)} frames/s`,
  );
}
