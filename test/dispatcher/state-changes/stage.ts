import { randomUUID } from 'node:crypto';
import { sql } from '../../../src/db/index.ts';
import { decodeId, encodeId, IdPrefix } from '../../../src/kernel/index.ts';
import { createDrafts, type Customer } from '../../kit/customer.ts';
import { holdAnswers, type HeldAnswers } from '../../kit/hold-answers.ts';
import type { ReceivedRequest, Receiver } from '../../kit/receiver.ts';
import type { Scene } from '../../kit/scene.ts';
import { waitUntil } from '../../kit/wait-until.ts';
import type { TestApp } from '../../kit/app.ts';

/** A webhook with one delivery in flight from the beginning; every request to its receiver is held. */
export interface Stage {
  app: TestApp;
  customer: Customer;
  receiver: Receiver;
  webhook: { id: string; secret: string };
  held: HeldAnswers;
  /** The delivery that is in flight; its answer is up to the change or comes when the stage is cleared. */
  otherId: string;
  /** Publishes one event in this process; answers the delivery's id once it was handed off. */
  publish(): Promise<string>;
  /** Resolves when a request of the delivery is held. */
  waitForRequest(deliveryId: string): Promise<void>;
  /** Lets the time come for which the delivery waits: of its retry, or the end of its lease. */
  letTimeCome(deliveryId: string): Promise<void>;
  /** Resolves when so many attempts of the delivery are recorded; the claims are hurried meanwhile. */
  waitForAttempts(deliveryId: string, count: number): Promise<void>;
  /** Resolves with the reason, or else the status, when the delivery has ended; the claims are hurried meanwhile. */
  waitForEnd(deliveryId: string): Promise<string>;
  /** Whether a process holds the delivery under a lease. */
  isLeased(deliveryId: string): Promise<boolean>;
  /** Answers what is held and what is to come with 200. */
  clear: () => void;
}

interface Row {
  status: string;
  reason: string | null;
  attemptCount: number;
  isLeased: boolean;
}

/** Whether a request is one of this delivery. */
export function isOf(deliveryId: string): (request: ReceivedRequest) => boolean {
  return ({ headers }) => headers['x-stockaj-delivery'] === deliveryId;
}

/** The id as the database has it. */
export function toUuid(prefix: IdPrefix, id: string): string {
  return decodeId(prefix, id) ?? randomUUID();
}

/** Sets the stage with the workspace and the receiver of the scene. */
export async function setStage({ app, customer, receiver }: Scene): Promise<Stage> {
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
      select status, status_reason as reason, attempt_count as "attemptCount", claim_token is not null as "isLeased"
      from deliveries where id = ${toUuid(IdPrefix.delivery, id)}
    `.execute(database().getKysely());
    return rows[0]!;
  }

  /** Reads the row and not the log: this is asked again and again. */
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
        update deliveries set due_at = now() where id = ${toUuid(IdPrefix.delivery, id)}
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
