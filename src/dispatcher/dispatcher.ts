/*
 * The dispatcher holds deliveries in memory, each under a lease, from the hand-off or a claim until
 * its result is recorded. They wait in lanes, one a webhook; `pump` starts as many as the limits
 * allow, first of the workspace and the webhook with the fewest requests in flight. A request starts
 * only while the gate is open and a third of its lease remains; what has waited longer is given back.
 * Its slot comes free when the receiver has answered; its place in memory when the result is recorded,
 * so everything held is bounded. Nothing here is the truth: what is lost with the process is found
 * again in the database when its lease has run out.
 */
import type { ClaimedDelivery } from '../deliveries/index.ts';
import { withTimeout } from '../kernel/index.ts';
import type { HealthReport } from '../webhooks/index.ts';
import { createClaimer } from './claimer.ts';
import { decideAfterUnknown, deliver } from './attempt/deliver.ts';
import { createDatabaseClock } from './database-clock.ts';
import type { DispatcherOptions } from './dispatcher-options.ts';
import { createGate } from './gate.ts';
import { createGiveBack } from './give-back.ts';
import { createHoldings } from './capacity/holdings.ts';
import { createLanes } from './capacity/lanes.ts';
import { createLeaseKeeper } from './lease-keeper.ts';
import { createPatientReader } from './read-patiently.ts';
import { createDispatcherMetrics, exposeState } from './metrics.ts';
import { createRecorder } from './recorder.ts';
import { forbidsMore } from './attempt/report-health.ts';
import { createWebhookSettings } from './webhook-settings.ts';

export interface Dispatcher {
  start(): void;
  /** Takes nothing new, finishes what is being sent (10 s at most), releases the rest. */
  stop(): Promise<void>;
}

/** Deliveries held for each request in flight: enough that none waits for the database, few enough for their leases. */
const heldPerRequest = 4;
/** Bytes of bodies held. */
const heldBytesMax = 64 * 1024 * 1024;
/** TEST requests in flight of one webhook, beside its other ones. */
const testsPerWebhook = 2;
/** The share of the room that one webhook may hold. */
const webhookShare = 1 / 8;
/** How long a stop waits for what is in flight. */
const stopWithinMs = 10_000;
/** A delivery that we fail to send for an error of our own is left for so long. */
const postponedSeconds = 60;

/** Makes the dispatcher of this process; nothing happens before `start`. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { database, handOff, wakeUps, clock, logger, errorLog, leaseSeconds } = options;
  const countMax = options.concurrency * heldPerRequest;
  const holdings = createHoldings({ count: countMax, bytes: heldBytesMax });
  const { concurrencyPerWebhook } = options;
  const lanes = createLanes<ClaimedDelivery>(concurrencyPerWebhook);
  /** A TEST does not wait behind a webhook's events. */
  const testLanes = createLanes<ClaimedDelivery>(testsPerWebhook);
  const databaseClock = createDatabaseClock(clock, logger);
  const metrics = createDispatcherMetrics(options.metrics);
  const sending = { ...options, clock: databaseClock };
  const webhookSettings = createWebhookSettings(sending);
  const readPatiently = createPatientReader(errorLog);
  const gate = createGate({ errorLog, logger, onOpen: pump });
  const leases = createLeaseKeeper({
    database,
    gate,
    clock,
    logger,
    leaseSeconds,
    started: holdings.started,
    releaseStale: () => giveBack(takeOut((delivery) => !leases.mayStart(delivery))),
  });
  const giveBack = createGiveBack({ database, errorLog, letGo });
  const recorder = createRecorder({
    database,
    gate,
    clock: databaseClock,
    logger,
    metrics,
    onSettled(batch) {
      for (const { health } of batch) if (health) noteRecorded(health);
      letGo(batch.map(({ result }) => result.delivery));
      tellChanged();
    },
  });
  const claimer = createClaimer({
    database,
    clock,
    random: options.random,
    errorLog,
    leaseSeconds,
    decideNext: (attempt, trigger) => decideAfterUnknown(sending, attempt, trigger),
    room: () => holdings.room(),
    slotsOf: (webhookId) =>
      webhookSettings.isHeld(webhookId)
        ? 0 // what was claimed would be given back at once, again and again
        : concurrencyPerWebhook * heldPerRequest - lanes.countOf(webhookId),
    shareOf: (workspaceId) => holdings.shareOf(workspaceId, options.bodyBytesMax),
    refillSlots: Math.min(concurrencyPerWebhook, Math.ceil(countMax / 16)),
    take,
    noteTime: databaseClock.correct,
    isHeld: (claim) => holdings.has(claim),
    onTakenOver: metrics.noteTakenOver,
    onChanged: tellChanged,
  });
  let sendingCount = 0;
  let isStopping = false;
  let whenIdle = (): void => undefined;

  function take(deliveries: readonly ClaimedDelivery[]): void {
    for (const delivery of deliveries) {
      holdings.add(delivery);
      lanesOf(delivery).add(delivery);
    }
    pump();
  }

  function lanesOf({ trigger }: ClaimedDelivery) {
    return trigger === 'TEST' ? testLanes : lanes;
  }

  function takeOut(matches: (delivery: ClaimedDelivery) => boolean): ClaimedDelivery[] {
    return [...lanes.takeOut(matches), ...testLanes.takeOut(matches)];
  }

  function noteRecorded(health: HealthReport): void {
    if (forbidsMore(health)) webhookSettings.release(health.webhookId);
    webhookSettings.forget(health.webhookId);
  }

  function tellChanged(): void {
    wakeUps.wake('deliveries_changed');
  }

  function letGo(deliveries: readonly ClaimedDelivery[]): void {
    for (const delivery of deliveries) holdings.remove(delivery);
    for (const delivery of deliveries) claimer.slotFreed(delivery);
    claimer.roomFreed();
  }

  function pump(): void {
    while (gate.isOpen && !isStopping) {
      const free = options.concurrency - sendingCount;
      const delivery = testLanes.next(free) ?? lanes.next(free);
      if (!delivery) return;
      sendingCount += 1;
      void send(delivery).finally(() => {
        sendingCount -= 1;
        lanesOf(delivery).finish(delivery);
        claimer.slotFreed(delivery);
        pump();
        if (sendingCount === 0) whenIdle();
      });
    }
  }

  /** Idle connections are closed too, or they would hold the process up. */
  async function finish(): Promise<void> {
    await claimer.stop();
    await giveBack(takeOut(() => true));
    if (sendingCount > 0) {
      await new Promise<void>((resolve) => {
        whenIdle = resolve;
      });
    }
    await recorder.drain();
    await options.sender.close();
  }

  async function send(delivery: ClaimedDelivery): Promise<void> {
    const mayWait = () => !isStopping && leases.mayStart(delivery);
    try {
      const read = () => webhookSettings.read(delivery);
      const webhook = await readPatiently(read, mayWait);
      const settings = webhook?.prepare();
      if (!settings || !mayWait()) {
        await giveBack([delivery, ...(webhook && !settings ? takeOutAlike(delivery) : [])]);
      } else if (!gate.isOpen) {
        lanesOf(delivery).add(delivery);
      } else {
        holdings.start(delivery);
        const delivered = await deliver(sending, delivery, settings);
        if (delivered.health && forbidsMore(delivered.health)) {
          webhookSettings.hold(delivery.webhookId);
        }
        metrics.noteAttempt(delivered);
        recorder.add(delivered);
      }
    } catch (error) {
      errorLog.noteRetried(error, 'dispatcher: deliveries cannot be sent, internal error');
      metrics.notePostponed();
      await giveBack([delivery], postponedSeconds);
    }
  }

  /** What may not be sent for the state of its webhook is given back together, not one by one. */
  function takeOutAlike({ webhookId, trigger }: ClaimedDelivery): ClaimedDelivery[] {
    if (trigger === 'TEST') return [];
    return lanes.takeOut((waiting) => waiting.webhookId === webhookId && waiting.probe === null);
  }

  return {
    start() {
      exposeState(options.metrics, {
        inFlight: () => sendingCount,
        slotsFree: () => options.concurrency - sendingCount,
        used: holdings.used,
        isGateOpen: () => gate.isOpen,
      });
      handOff.connect({
        reserve: (...wanted) => holdings.reserve(...wanted),
        unreserve: (...reserved) => holdings.unreserve(...reserved),
        fullWebhookIds: () => lanes.fuller(countMax * webhookShare),
        take,
      });
      wakeUps.on('deliveries_due', () => claimer.wake());
      leases.start();
      claimer.start();
    },
    async stop() {
      isStopping = true;
      handOff.connect(undefined);
      try {
        const isFinished = await withTimeout(stopWithinMs, finish());
        if (!isFinished) {
          logger.warn(
            { requests: sendingCount },
            'dispatcher: stopped in the middle, leases will end',
          );
        }
      } finally {
        recorder.stop();
        leases.stop();
      }
    },
  };
}
