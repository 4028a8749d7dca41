import { request } from 'undici';
import { sql, type Database } from '../../src/db/index.ts';
import { encodeId, IdPrefix } from '../../src/kernel/index.ts';
import { signToken } from '../../src/workspaces/index.ts';
import { addDatabase, settleDatabase } from './databases.ts';
import type { Figure, Place } from './figure.ts';
import { fillLog, logDays } from './fill-log.ts';
import { sampleBody } from './sample.ts';
import { addWebhooks, openForSeeding, type BenchWebhook } from './seed.ts';
import { createBenchEnv, patience, startService } from './service.ts';
import { median, roundUp } from './statistics.ts';
import { measureInTurns, printRatio } from './turns.ts';

const workspaceId = 'bench';
const webhookCount = 20;
/** Deliveries of the log that the full one is compared with: enough for a full page of each kind. */
const smallCount = 10_000;
/** Pages of one kind that follow each other in a round; the median counts. */
const pagesPerRound = 21;
/** With more deliveries, bodies are short: texts are only searched in a log of up to this size. */
const textCountMax = 1_000_000;

const query = `query ($filter: DeliveryFilter, $first: Int, $last: Int) {
  deliveries(filter: $filter, first: $first, last: $last) {
    nodes { id status trigger attemptCount createdAt responseStatus responseTimeMs webhook { id name } event { type } }
    searchedUntil
    pageInfo { hasNextPage endCursor }
  }
}`;

/** The time that a page of the log takes: those that an index serves, and those that must be searched. */
export const find: Figure = {
  title:
    'find: a page of 50 that an index serves, with a full log ÷ with 10,000 (goal ≤ 1.2); a page that matches nothing (goal ≤ 50 ms)',
  rounds: 5,
  count: 1_000_000,
  quick: { rounds: 2, count: 100_000 },
  async measure(place, rounds, wanted) {
    const count = roundUp(wanted, logDays);
    const small = await openNode(place, smallCount);
    const full = await openNode(await addDatabase(place, 'grown'), count);
    try {
      for (const [name, filter] of Object.entries(served)) {
        for (const from of ['first', 'last'] as const) {
          console.log(`  ${name}, ${from}`);
          const ms = await measureInTurns(
            rounds,
            { small: small.page(filter, from), full: full.page(filter, from) },
            showMs,
          );
          printRatio(`${name}, ${from}: full ÷ small`, ms.full, ms.small);
        }
      }
      const texts = count > textCountMax ? {} : { text: { text: 'there is no such text' } };
      const sides = Object.entries({ ...searched, ...texts }).map(([name, filter]) => [
        name,
        full.page(() => filter, 'first', 0),
      ]);
      await measureInTurns(rounds, Object.fromEntries(sides) as Record<string, Side>, showMs);
    } finally {
      await small.stop();
      await full.stop();
    }
  },
};

type Side = () => Promise<number>;
/** Ids of the log, in the API. */
interface Ids {
  webhookId: string;
  eventId: string;
}

const served: Record<string, (ids: Ids) => object> = {
  workspace: () => ({}),
  webhook: ({ webhookId }) => ({ webhookIds: [webhookId] }),
  failed: () => ({ statuses: ['FAILED'] }),
  event: ({ eventId }) => ({ eventId }),
};
const searched: Record<string, object> = {
  'event type': { eventTypes: ['item.deleted'] },
  '5xx': { responseStatusClasses: ['STATUS_5XX'] },
  error: { errorCodes: ['TIMEOUT'] },
  PENDING: { statuses: ['PENDING'] },
};

const showMs = (ms: number) => `${ms.toFixed(1)} ms`;

async function openNode(place: Place, count: number) {
  const database = await openForSeeding(place.databaseUrl);
  const wanted = Array.from({ length: webhookCount }, (_, n) => ({ workspaceId, path: `/${n}` }));
  const webhooks = await addWebhooks(database, place, wanted);
  const startMs = performance.now();
  const body = count > textCountMax ? [] : [sampleBody.toString()];
  await fillLog(database, webhooks, count, ...body);
  const ids = await pickIds(database, webhooks);
  await database.close(true);
  await settleDatabase(place.databaseUrl);
  console.log(`  ${count} filled in ${((performance.now() - startMs) / 1_000).toFixed(0)} s`);

  const env: Record<string, string> = { ...createBenchEnv(place.databaseUrl), ROLES: 'api' };
  const app = await startService(env, patience);
  const scopes = ['webhooks:read' as const];
  const secret = env.AUTH_JWT_SECRET ?? '';
  const token = await signToken(secret, { workspaceId, scopes, lifetimeSeconds: 86_400 });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };

  async function readPage(body: string, matches: number | undefined): Promise<number> {
    const startedMs = performance.now();
    const answer = await request(app.url, { method: 'POST', headers, body });
    const text = await answer.body.text();
    const found = text.match(/"dlv_/g)?.length ?? 0;
    const isExpected = matches === undefined ? found > 0 : found === matches;
    if (!isExpected || text.includes('"errors"')) throw new Error(text.slice(0, 500));
    return performance.now() - startedMs;
  }

  return {
    /** Measures the median milliseconds of a page with so many matches; by default at least one. */
    page(toFilter: (ids: Ids) => object, from: 'first' | 'last', matches?: number): Side {
      const body = JSON.stringify({ query, variables: { filter: toFilter(ids), [from]: 50 } });
      return async () => {
        const ms: number[] = [];
        while (ms.length < pagesPerRound) ms.push(await readPage(body, matches));
        return median(ms);
      };
    },
    stop: async () => app.stop(),
  };
}

/** Picks a webhook, and an event from the middle of the log. */
async function pickIds(database: Database, webhooks: readonly BenchWebhook[]): Promise<Ids> {
  const { rows } = await sql<{ eventId: string }>`
    select event_id as "eventId" from deliveries
    where workspace_id = ${workspaceId} and id < id_floor(now() - interval '5 days')
    order by id desc limit 1
  `.execute(database.em.fork().getKysely());
  return {
    webhookId: encodeId(IdPrefix.webhook, webhooks[0]?.id ?? ''),
    eventId: encodeId(IdPrefix.event, rows[0]?.eventId ?? ''),
  };
}
