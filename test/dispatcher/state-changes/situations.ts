import { sql } from '../../../src/db/index.ts';
import { encodeId, IdPrefix } from '../../../src/kernel/index.ts';
import { createDrafts } from '../../kit/customer.ts';
import type { Answer } from '../../kit/receiver.ts';
import { waitUntil } from '../../kit/wait-until.ts';
import { isOf, type Stage } from './stage.ts';
import type { Strangers } from './strangers.ts';

/** A delivery in a situation. */
export interface Situated {
  deliveryId: string;
  /** Ends the situation, so that the delivery continues. */
  goOn: () => void | Promise<void>;
}

/** Brings a new delivery of the stage's webhook into a situation. */
export type Situate = (stage: Stage, strangers: Strangers) => Promise<Situated>;

/** Publishes its event in a transaction that has not committed yet. */
async function publishing({ app, customer }: Stage): Promise<Situated> {
  const published = Promise.withResolvers<string>();
  const mayCommit = Promise.withResolvers<undefined>();
  const transaction = app.app.database.em.fork().transactional(async (em) => {
    const [event] = await app.app.publishEvents(em, customer.workspaceId, createDrafts(1));
    published.resolve(encodeId(IdPrefix.delivery, event?.deliveryIds[0] ?? ''));
    await mayCommit.promise;
  });
  transaction.catch(published.reject);
  const deliveryId = await published.promise;
  return {
    deliveryId,
    async goOn() {
      mayCommit.resolve(undefined);
      await transaction;
    },
  };
}

/** Lets it wait in memory behind two requests of its webhook, which use all its slots. */
async function withoutWebhookSlot(stage: Stage): Promise<Situated> {
  await stage.waitForRequest(await stage.publish());
  return { deliveryId: await publishLeased(stage), goOn: stage.clear };
}

/** Lets it wait although its webhook has a free slot: other webhooks use the rest of the process's slots. */
async function withoutNodeSlot(stage: Stage, strangers: Strangers): Promise<Situated> {
  await strangers.fillProcess();
  return { deliveryId: await publishLeased(stage), goOn: () => strangers.clear() };
}

async function inFlight(stage: Stage, answer: Answer): Promise<Situated> {
  const deliveryId = await stage.publish();
  await stage.waitForRequest(deliveryId);
  const goOn = () => {
    stage.held.release(answer, isOf(deliveryId));
  };
  return { deliveryId, goOn };
}

/** Holds its request in flight; it will succeed. */
const inFlightSucceeding = (stage: Stage): Promise<Situated> => inFlight(stage, 200);

/** Holds its request in flight; it will fail, and a retry would follow. */
async function inFlightFailing(stage: Stage): Promise<Situated> {
  const { deliveryId, goOn } = await inFlight(stage, 500);
  return {
    deliveryId,
    async goOn() {
      await goOn();
      await letRetryCome(stage, deliveryId);
    },
  };
}

/** Lets its first attempt fail, so that it waits for the second. */
async function waitingForRetry(stage: Stage): Promise<Situated> {
  const { deliveryId, goOn } = await inFlight(stage, 500);
  await goOn();
  await stage.waitForAttempts(deliveryId, 1);
  return { deliveryId, goOn: () => letRetryCome(stage, deliveryId) };
}

async function letRetryCome(stage: Stage, deliveryId: string): Promise<void> {
  await stage.waitForAttempts(deliveryId, 1);
  await stage.letTimeCome(deliveryId);
}

/** Leases it as if by a process that died. */
async function leftByDeadNode(stage: Stage): Promise<Situated> {
  const { app, customer } = stage;
  // In the transaction of the publish, since a running node would claim it first.
  const uuid = await app.app.database.em.fork().transactional(async (em) => {
    const [event] = await app.app.publishEvents(em, customer.workspaceId, createDrafts(1));
    const id = event?.deliveryIds[0] ?? '';
    await sql`
      update delivery_queue set claim_token = gen_random_uuid(), due_at = now() + interval '30 s'
      where delivery_id = ${id}
    `.execute(em.getKysely());
    return id;
  });
  const deliveryId = encodeId(IdPrefix.delivery, uuid);
  await expectLeased(stage, deliveryId);
  return { deliveryId, goOn: () => stage.letTimeCome(deliveryId) };
}

async function publishLeased(stage: Stage): Promise<string> {
  const deliveryId = await stage.publish();
  await expectLeased(stage, deliveryId);
  return deliveryId;
}

async function expectLeased(stage: Stage, deliveryId: string): Promise<void> {
  await waitUntil('the delivery is leased', () => stage.isLeased(deliveryId));
}

/** All situations, by their names in test titles. */
export const situations = {
  'being published': publishing,
  'queued, no slot of its webhook': withoutWebhookSlot,
  'queued, no slot of the node': withoutNodeSlot,
  'in flight and about to succeed': inFlightSucceeding,
  'in flight and about to fail': inFlightFailing,
  'waiting for its retry': waitingForRetry,
  'leased by a node that died': leftByDeadNode,
} satisfies Record<string, Situate>;
export type SituationName = keyof typeof situations;
