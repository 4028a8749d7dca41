import { randomUUID } from 'node:crypto';
import { sql } from '../../../src/db/index.ts';
import { decodeId, encodeId, IdPrefix } from '../../../src/kernel/index.ts';
import { createDrafts, type Customer } from '../../kit/customer.ts';
import { holdAnswers, type HeldAnswers } from '../../kit/hold-answers.ts';
import type { ReceivedRequest, Receiver } from '../../kit/receiver.ts';
import type { NodeFixture } from '../../kit/node-fixture.ts';
import { waitUntil } from '../../kit/wait-until.ts';
import type { TestApp } from '../../kit/app.ts';

/** A webhook with one delivery in flight. Every request to its receiver is held. */
export interface Stage {
  app: TestApp;
  customer: Customer;
  receiver: Receiver;
  webhook: { id: string; secret: string };
  held: HeldAnswers;
  /** The delivery in flight from the start. It gets a response from the change or from `clear`. */
  otherId: string;
  /** Publishes one event in this process; returns the delivery's id after the commit. */
  publish(): Promise<string>;
  /** Resolves when a request of the delivery is held. */
  waitForRequest(deliveryId: string): Promise<void>;
  /** Makes the retry of the delivery due, or its lease expire. */
  letTimeCome(deliveryId: string): Promise<void>;
  /** Resolves when this many attempts of the delivery are recorded. Speeds up claims while waiting. */
  waitForAttempts(deliveryId: string, count: number): Promise<void>;
  /** Resolves with the reason, or else the status, when the delivery has ended. Speeds up claims while waiting. */
  waitForEnd(deliveryId: string): Promise<string>;
  /** Whether a process holds the delivery under a lease. */
  isLeased(deliveryId: string): Promise<boolean>;
  /** Responds with 200 to held and later requests. */
  clear: () => void;
}

interface Row {
  status: string;
  reason: string | null;
  attemptCount: number;
  isLeased: boolean;
}

/** Matches requests of this delivery. */
export function isOf(deliveryId: string): (request: ReceivedRequest) => boolean {
  return ({ headers }) => headers['x-stockaj-delivery'] === deliveryId;
}

/** Converts an API id to the id in the database. */
export function toUuid(prefix: IdPrefix, id: string): string {
  return decodeId(prefix, id) ?? randomUUID();
}

/** Sets up a stage with the workspace and the receiver of the fixture. */
export async function setStage({ app, customer, receiver }: NodeFixture): Promise<Stage> {
  const held = holdAnswers();
  receiver.answer(held.answer);
  const webhook = await customer.createWebhook(receiver.url, { timeoutSeconds: 30 });
  const database = () => app.app.database.em.fork();

  async function publish(): Promise<string> {
    const [event] = await app.app.publishEvents(database(), customer.workspaceId, createDrafts(1));
    return encodeId(IdPrefix.delivery, event?.deliveryIds[0] ?? '');
  }

  async function readRow(id: string): Promise<Row> {
    const { rows } = await sql<Row>`
      select status, status_reason as reason, deliveries.attempt_count as "attemptCount", claim_token is not null as "isLeased"
      from deliveries left join delivery_queue on delivery_id = id where id = ${toUuid(IdPrefix.delivery, id)}
    `.execute(database().getKysely());
    return rows[0]!;
  }

  /** Polls the row rather than the log, which would be slower. */
  async function waitForRow(id: string, condition: (row: Row) => boolean): Promise<Row> {
    let looks = 0;
    let row = await readRow(id);
    await waitUntil(`the delivery meets ${condition.toString()}`, async () => {
      if (looks++ % 10 === 0) await database().execute('notify deliveries_due');
      row = await readRow(id);
      return condition(row);
    });
    return row;
  }

  const waitForRequest = (id: string) => held.waitFor(1, isOf(id));
  const otherId = await publish();
  await waitForRequest(otherId);
  return {
    app,
    customer,
    receiver,
    webhook,
    held,
    otherId,
    publish,
    waitForRequest,
    async letTimeCome(id) {
      await sql`
        update delivery_queue set due_at = now() where delivery_id = ${toUuid(IdPrefix.delivery, id)}
      `.execute(database().getKysely());
    },
    async waitForAttempts(id, count) {
      await waitForRow(id, ({ attemptCount }) => attemptCount >= count);
    },
    async waitForEnd(id) {
      const { status, reason } = await waitForRow(id, (row) => row.status !== 'PENDING');
      return reason ?? status;
    },
    isLeased: async (id) => (await readRow(id)).isLeased,
    clear() {
      receiver.answer(200);
      held.release(200);
    },
  };
}
