import { createEventValidator } from '../../../src/catalogue/index.ts';
import { createHandOff } from '../../../src/deliveries/index.ts';
import { createPublishEvents, type PublishEvents } from '../../../src/events/index.ts';
import { createMetrics, encodeId, IdPrefix, systemClock } from '../../../src/kernel/index.ts';
import { createDrafts } from '../../kit/customer.ts';
import { createTestErrorLog } from '../../kit/error-log.ts';
import type { Answer } from '../../kit/receiver.ts';
import { isOf, type Stage } from './stage.ts';
import type { Strangers } from './strangers.ts';

/** A delivery that something is under way with. */
export interface Situated {
  deliveryId: string;
  /** Lets it go on: whatever kept it where it was is over. */
  goOn: () => void | Promise<void>;
}

/** Brings a delivery of the stage's webhook into a situation. */
export type Situate = (stage: Stage, strangers: Strangers) => Promise<Situated>;

/** Its event is published in a transaction that has not committed yet. */
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

/** It waits in memory behind two requests of its webhook, which are all that may be in flight at once. */
async function waitingInMemory(stage: Stage): Promise<Situated> {
  await stage.waitForRequest(await stage.publish());
  return { deliveryId: await publishLeased(stage), goOn: stage.clear };
}

/** It has its turn, but other webhooks have as many requests in flight as the process may have. */
async function leasedNotStarted(stage: Stage, strangers: Strangers): Promise<Situated> {
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

/** Its request is in flight, and will succeed. */
const inFlightSucceeding = (stage: Stage): Promise<Situated> => inFlight(stage, 200);

/** Its request is in flight, and will fail; a retry would follow. */
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

/** Its first attempt has failed, and the second is to follow. */
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

/** A process took it and died; its lease runs out. */
async function leftByDeadNode(stage: Stage): Promise<Situated> {
  const { app, customer } = stage;
  const publish = createDeadPublish();
  const [event] = await publish(app.app.database.em.fork(), customer.workspaceId, createDrafts(1));
  const deliveryId = encodeId(IdPrefix.delivery, event?.deliveryIds[0] ?? '');
  await expectLeased(stage, deliveryId);
  return { deliveryId, goOn: () => stage.letTimeCome(deliveryId) };
}

/** The publish of a process that takes what is handed off, and never does anything with it. */
function createDeadPublish(): PublishEvents {
  const [clock, errorLog] = [systemClock, createTestErrorLog()];
  const nothing = () => undefined;
  const handOff = createHandOff({ clock, errorLog, leaseSeconds: 30, wakeUps: { wake: nothing } });
  const reserve = (_: string, count: number) => count;
  handOff.connect({ reserve, unreserve: nothing, take: nothing, fullWebhookIds: () => [] });
  return createPublishEvents({
    validator: createEventValidator(),
    handOff,
    clock,
    metrics: createMetrics(),
  });
}

async function publishLeased(stage: Stage): Promise<string> {
  const deliveryId = await stage.publish();
  await expectLeased(stage, deliveryId);
  return deliveryId;
}

async function expectLeased(stage: Stage, deliveryId: string): Promise<void> {
  if (!(await stage.isLeased(deliveryId))) throw new Error('The delivery is not leased.');
}

/** All situations, by what they are called in titles. */
export const situations = {
  'being published': publishing,
  'waiting in memory': waitingInMemory,
  'leased but not started': leasedNotStarted,
  'in flight and about to succeed': inFlightSucceeding,
  'in flight and about to fail': inFlightFailing,
  'waiting for its retry': waitingForRetry,
  'leased by a node that died': leftByDeadNode,
} satisfies Record<string, Situate>;
export type SituationName = keyof typeof situations;
