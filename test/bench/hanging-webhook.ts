import { setTimeout as delay } from 'node:timers/promises';
import type { App } from '../../src/app.ts';
import { findEventType } from '../../src/catalogue/index.ts';
import { sql } from '../../src/db/index.ts';
import type { Place } from './figure.ts';
import { addWebhooks } from './seed.ts';

/** A webhook whose receiver answers nothing while it hangs, and everything afterwards. */
export interface HangingWebhook {
  /** Resolves when it has as many requests in flight as it may, and more waiting than its share of the memory. */
  begin(): Promise<void>;
  /**
   * Has everything answered; resolves when all that it was sent has succeeded and nothing is left.
   *
   * @param eventCount events that it should have had since `begin`, beside those that began it
   * @throws Error when it had not exactly those, or what was sent is not what was received.
   */
  end(eventCount: number): Promise<void>;
  describe(): string;
}

/** Short, so that many requests run into it in a round. */
const timeoutSeconds = 2;
/** What only this webhook wants. */
const ownType = 'item.created';
/** Twice its share of the memory: half of them wait in the database. */
const backlogCount = 1_000;
const eventsPerCall = 100;
/** DELIVERY_PER_WEBHOOK by default. */
const inFlightMax = 10;

/** Adds one to the workspace; until `begin` it has nothing to do. */
export async function createHangingWebhook(
  app: App,
  place: Place,
  workspaceId: string,
): Promise<HangingWebhook> {
  const { receiver } = place;
  const { database } = app;
  const wanted = { workspaceId, path: '/hang', events: [ownType], timeoutSeconds };
  const [webhook] = await addWebhooks(database, place, [wanted]);
  if (!webhook) throw new Error('There is no webhook.');
  const webhookId = webhook.id;
  let expectedCount = 0;
  let timeoutCount = 0;

  async function want(events: string[]): Promise<void> {
    await sql`update webhooks set events = ${events}::text[] where id = ${webhookId}::uuid`.execute(
      database.em.fork().getKysely(),
    );
  }

  /** What waits for a retry is made due: its time would come long after the round. */
  async function hurry(): Promise<void> {
    await sql`
      update deliveries set due_at = now()
      where webhook_id = ${webhookId}::uuid and claim_token is null and due_at > now()
    `.execute(database.em.fork().getKysely());
  }

  async function readBook(): Promise<Book> {
    const { rows } = await sql<Book>`
      select count(*) filter (where status = 'PENDING')::int as pending,
        count(*) filter (where status = 'SUCCEEDED')::int as succeeded,
        coalesce(sum(attempt_count), 0)::int as attempts
      from deliveries where webhook_id = ${webhookId}::uuid
    `.execute(database.em.fork().getKysely());
    return rows[0] ?? { pending: 0, succeeded: 0, attempts: 0 };
  }

  return {
    async begin() {
      await receiver.order({ hang: true });
      await want(['rent.created', ownType]);
      const data = findEventType(ownType).sample;
      const drafts = Array.from({ length: eventsPerCall }, () => ({ type: ownType, data }));
      for (let count = 0; count < backlogCount; count += eventsPerCall) {
        await app.publishEvents(database.em.fork(), workspaceId, drafts);
      }
      expectedCount += backlogCount;
      while ((await receiver.count()).hanging < inFlightMax) await delay(20);
    },
    async end(eventCount) {
      expectedCount += eventCount;
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
          `The hanging webhook had ${book.succeeded} of ${expectedCount} events, and received ${hung} of ${book.attempts} requests.`,
        );
      }
      timeoutCount = book.attempts - book.succeeded;
    },
    describe: () =>
      `The hanging webhook had ${expectedCount} deliveries, ${inFlightMax} in flight at once; ${timeoutCount} requests ran into its timeout of ${timeoutSeconds} s.`,
  };
}

interface Book {
  pending: number;
  succeeded: number;
  attempts: number;
}
