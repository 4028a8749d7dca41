import { setTimeout as delay } from 'node:timers/promises';
import type { App } from '../../src/app.ts';
import { findEventType } from '../../src/catalogue/index.ts';
import { sql } from '../../src/db/index.ts';
import type { Place } from './figure.ts';
import { addWebhooks } from './seed.ts';

/** Webhooks of a workspace whose receiver does not respond while it hangs, and responds to all afterwards. */
export interface HangingWebhooks {
  /** Resolves when they have their maximum of requests in flight, and more waiting than their share of the memory. */
  begin(): Promise<void>;
  /**
   * Lets the receiver respond; resolves when every delivery to them has succeeded.
   *
   * @param eventCount events expected for each since `begin`, besides the initial ones
   * @throws Error unless they received exactly those, and sent equals received.
   */
  end(eventCount: number): Promise<void>;
  describe(): string;
}

/** Short, so that many requests time out in a round. */
const timeoutSeconds = 2;
/** Event type of these webhooks only. */
const ownType = 'item.created';
const eventsPerCall = 10;

export interface HangingOptions {
  workspaceId: string;
  count: number;
  /** Requests in flight to them at least, when they hang. */
  inFlight: number;
  /** Events for each: more than their share of the memory, so that the rest waits in the database. */
  backlogCount: number;
}

/** Adds them to the workspace; they are idle until `begin`. */
export async function createHangingWebhooks(
  app: App,
  place: Place,
  { workspaceId, count, inFlight, backlogCount }: HangingOptions,
): Promise<HangingWebhooks> {
  const { receiver } = place;
  const { database } = app;
  const wanted = Array.from({ length: count }, (_, n) => {
    return { workspaceId, path: `/hang-${n}`, events: [ownType], timeoutSeconds };
  });
  const ids = (await addWebhooks(database, place, wanted)).map(({ id }) => id);
  let expectedCount = 0;
  let timeoutCount = 0;

  async function want(events: string[]): Promise<void> {
    await sql`update webhooks set events = ${events}::text[] where id = any(${ids}::uuid[])`.execute(
      database.em.fork().getKysely(),
    );
  }

  /** Makes waiting retries due, since their time is long after the round. */
  async function hurry(): Promise<void> {
    await sql`
      update delivery_queue set due_at = now()
      where webhook_id = any(${ids}::uuid[]) and claim_token is null and due_at > now()
    `.execute(database.em.fork().getKysely());
  }

  async function readBook(): Promise<Book> {
    const { rows } = await sql<Book>`
      select count(*) filter (where status = 'PENDING')::int as pending,
        count(*) filter (where status = 'SUCCEEDED')::int as succeeded,
        coalesce(sum(attempt_count), 0)::int as attempts
      from deliveries where webhook_id = any(${ids}::uuid[])
    `.execute(database.em.fork().getKysely());
    return rows[0] ?? { pending: 0, succeeded: 0, attempts: 0 };
  }

  return {
    async begin() {
      await receiver.order({ hang: true });
      await want(['rent.created', ownType]);
      const data = findEventType(ownType).sample;
      const drafts = Array.from({ length: eventsPerCall }, () => ({ type: ownType, data }));
      for (let published = 0; published < backlogCount; published += eventsPerCall) {
        await app.publishEvents(database.em.fork(), workspaceId, drafts);
      }
      expectedCount += backlogCount * count;
      while ((await receiver.count()).hanging < inFlight) await delay(20);
    },
    async end(eventCount) {
      expectedCount += eventCount * count;
      await want([ownType]);
      await receiver.order({ hang: false });
      let book = await readBook();
      while (book.pending > 0) {
        await hurry();
        await delay(100);
        book = await readBook();
      }
      const { hung } = await receiver.count();
      if (book.succeeded !== expectedCount || book.attempts !== hung) {
        throw new Error(
          `The hanging webhooks had ${book.succeeded} of ${expectedCount} events, and received ${hung} of ${book.attempts} requests.`,
        );
      }
      timeoutCount = book.attempts - book.succeeded;
    },
    describe: () =>
      `What hangs had ${expectedCount} deliveries, ${inFlight} or more in flight; ${timeoutCount} requests ran into the timeout of ${timeoutSeconds} s.`,
  };
}

interface Book {
  pending: number;
  succeeded: number;
  attempts: number;
}
