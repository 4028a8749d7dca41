import { setTimeout as delay } from 'node:timers/promises';
import { signToken } from '../../src/workspaces/index.ts';
import { badQueries as queries, writePayload } from '../kit/bad-queries.ts';
import type { Figure } from './figure.ts';
import { addWebhooks } from './seed.ts';
import { createBenchEnv, patience, startService } from './service.ts';
import { measureCpu, startCaller } from './start-caller.ts';
import { median } from './statistics.ts';
import { measureInTurns, printRatio } from './turns.ts';

const badPerSecond = 200;
/** CPU of one bad query, in milliseconds, that none may exceed. */
const goalMs = 50;
const normalQuery =
  '{ webhooks(first: 20) { nodes { id name url events status lastDeliveryAt } pageInfo { hasNextPage endCursor } } }';
/** Calls of a round of normal use for each call to a kind. */
const normalTimes = 100;

/** Compares CPU time of this process, which serves; the calls come from two other processes. */
export const badQueries: Figure = {
  title: `bad-queries: CPU of each kind over HTTP (goal ≤ ${goalMs} ms); normal calls/s beside ${badPerSecond} bad ones a second ÷ alone`,
  rounds: 3,
  count: 20,
  quick: { rounds: 1, count: 5 },
  async measure(place, rounds, count) {
    const env: Record<string, string> = { ...createBenchEnv(place.databaseUrl), ROLES: 'api' };
    const app = await startService(env, patience);
    const sign = async (workspaceId: string) =>
      signToken(env.AUTH_JWT_SECRET ?? '', {
        workspaceId,
        scopes: ['webhooks:read', 'events:publish'],
        lifetimeSeconds: 86_400,
      });
    const wanted = ['normal', 'bad'].map((workspaceId) => ({ workspaceId, path: '/bench' }));
    await addWebhooks(app.database, place, wanted);
    const [normalToken, badToken] = await Promise.all(['normal', 'bad'].map(sign));
    const [normal, bad] = [startCaller(), startCaller()];
    const bodies = Object.values(queries).map(writePayload);
    const order = { url: app.url, connections: 4 };

    async function callBadly(body: string, calls: number, perSecond?: number): Promise<void> {
      const paced = perSecond === undefined ? {} : { perSecond };
      const told = { ...order, ...paced, token: badToken ?? '', body, isBad: true };
      await bad.call({ ...told, count: calls });
    }

    async function callNormally(): Promise<number> {
      const startMs = performance.now();
      const body = JSON.stringify({ query: normalQuery });
      const calls = count * normalTimes;
      await normal.call({ ...order, token: normalToken ?? '', body, count: calls });
      return (calls * 1_000) / (performance.now() - startMs);
    }

    /** The kinds follow each other, each for a tenth of a second. */
    async function callBeside(): Promise<number> {
      const ending = new AbortController();
      const calling = (async () => {
        for (let n = 0; !ending.signal.aborted; n += 1) {
          await callBadly(bodies[n % bodies.length] ?? '', badPerSecond / 10, badPerSecond);
        }
      })();
      await delay(500);
      const rate = await callNormally();
      ending.abort();
      await calling;
      return rate;
    }

    try {
      for (const body of bodies) await callBadly(body, 5); // warm up
      await callNormally();
      const costs: [string, number][] = [];
      for (const [kind, query] of Object.entries(queries)) {
        const body = writePayload(query);
        const times: number[] = [];
        for (let round = 0; round < rounds; round += 1) {
          times.push((await measureCpu(() => callBadly(body, count))) / count / 1_000);
        }
        costs.push([kind, median(times)]);
      }
      for (const [kind, ms] of costs.toSorted(([, a], [, b]) => b - a)) {
        console.log(`  ${ms.toFixed(1)} ms  ${kind}`);
      }
      const sides = { alone: callNormally, beside: callBeside };
      const show = (rate: number) => `${rate.toFixed(0)} calls/s`;
      const rates = await measureInTurns(rounds, sides, show);
      printRatio('beside ÷ alone', rates.beside, rates.alone);
    } finally {
      normal.stop();
      bad.stop();
      await app.stop();
    }
  },
};
