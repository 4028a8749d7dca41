/*
 * The dispatcher leases due deliveries, sends them and records the results. `held-deliveries.ts` describes
 * their states in memory. The database is the only source of truth: after a crash, the deliveries of the
 * process are found there when their leases expire.
 *
 *   intake (notices and scans → due webhooks → claimer) → held deliveries → pump → recorder
 *   lease rescuer: settles expired leases, so that their deliveries are due again
 *   lease keeper: renews leases, and releases deliveries that waited too long to start
 */
import type { ClaimedDelivery } from '../deliveries/index.ts';
import { withTimeout } from '../kernel/index.ts';
import type { HealthReport } from '../webhooks/index.ts';
import { decideAfterUnknown, deliver } from './attempt/deliver.ts';
import { forbidsMore } from './attempt/report-health.ts';
import { createHeldDeliveries } from './capacity/held-deliveries.ts';
import { createDatabaseClock } from './database-clock.ts';
import type { DispatcherOptions } from './dispatcher-options.ts';
import { createGate } from './gate.ts';
import { createHostRests } from './host-rests.ts';
import { createIntake } from './intake.ts';
import { createLeaseKeeper } from './lease-keeper.ts';
import { createLeaseRescuer } from './lease-rescuer.ts';
import { createDispatcherMetrics, exposeState } from './metrics.ts';
import { createPump } from './pump.ts';
import { createRecorder } from './recorder.ts';
import { createRelease } from './release-deliveries.ts';
import { createSendingBlocks } from './sending-blocks.ts';
import { createTextlessEnd } from './textless-end.ts';
import { createWebhookCache } from './webhook-cache.ts';

export interface Dispatcher {
  start(): void;
  /** Stops claiming, releases queued deliveries, and waits up to 10 s for requests in flight. */
  stop(): Promise<void>;
}

/** The longest time that a stop may take. */
const stopWithinMs = 10_000;

/** Creates the dispatcher of this process. It does nothing before `start`. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { database, dueAnnouncer, wakeUps, clock, logger, errorLog } = options;
  const databaseClock = createDatabaseClock(clock, logger);
  const sending = { ...options, clock: databaseClock };
  const metrics = createDispatcherMetrics(options.metrics);
  const held = createHeldDeliveries({ ...options, monotonicMs: () => clock.monotonicMs() });
  const blocks = createSendingBlocks();
  const webhooks = createWebhookCache({ ...sending, isBlocked: blocks.has });
  const stop = new AbortController();
  const tellChanged = () => wakeUps.wake('deliveries_changed');
  const gate = createGate({ errorLog, logger, onOpen: resume });
  const release = createRelease({ database, errorLog, onReleased: remove, stopped: stop.signal });
  const leases = createLeaseKeeper({ ...options, gate, held, release });
  const recorder = createRecorder({
    ...{ database, gate, logger, metrics, clock: databaseClock, stopped: stop.signal },
    onSettled(batch) {
      for (const { health } of batch) if (health) noteRecorded(health);
      remove(batch.map(({ result }) => result.delivery));
      tellChanged();
    },
  });
  const intake = createIntake({
    ...{ ...options, held, gate, take, onChanged: tellChanged },
    isBlocked: blocks.has,
  });
  const rescuer = createLeaseRescuer({
    ...{ ...options, held, noteTime: databaseClock.correct },
    decideNext: (expired) => decideAfterUnknown(sending, expired),
    endTextless: createTextlessEnd({ ...options, held, release, onChanged: tellChanged }),
    onRescued(count) {
      metrics.noteExpired(count);
      tellChanged();
      intake.scan();
    },
  });
  const hostRests = createHostRests({ ...options, onRest: metrics.noteHostRest });
  const pump = createPump({
    ...{ held, gate, leases, webhooks, release, hostRests, errorLog },
    deliver: (delivery, settings) => deliver(sending, delivery, settings),
    onPostponed: metrics.notePostponed,
    onFinished(message) {
      for (const { health } of message)
        if (health && forbidsMore(health)) blocks.add(health.webhookId);
      recorder.add(...message); // first: if a later call threw, the lease would be renewed forever
      intake.noteFreed();
      metrics.noteRequest(message);
      hostRests.note(message[0].result);
    },
  });

  function resume(): void {
    pump.run();
    intake.scan();
  }

  function take(deliveries: readonly ClaimedDelivery[]): void {
    held.add(deliveries);
    pump.run();
  }

  function remove(deliveries: readonly ClaimedDelivery[]): void {
    held.remove(deliveries);
    intake.noteFreed();
  }

  function noteRecorded(health: HealthReport): void {
    if (forbidsMore(health)) blocks.remove(health.webhookId);
    webhooks.invalidate(health.webhookId);
  }

  /** Also closes idle connections, which would keep the process alive. */
  async function finish(): Promise<void> {
    const idle = pump.stop();
    await Promise.all([intake, rescuer].map((part) => part.stop()));
    await release(held.startReleaseWhere(() => true));
    await idle;
    await recorder.drain();
    await options.sender.close();
  }

  return {
    start() {
      exposeState(options.metrics, { ...held, isGateOpen: () => gate.isOpen });
      dueAnnouncer.connect(intake.note);
      wakeUps.on('deliveries_due', () => {
        intake.scan();
        rescuer.wake();
      });
      for (const part of [leases, rescuer, intake]) part.start();
    },
    async stop() {
      dueAnnouncer.connect(undefined);
      try {
        const isFinished = await withTimeout(stopWithinMs, finish());
        if (!isFinished) {
          const state = { requests: held.slots().used, deliveries: held.used().count };
          logger.warn(
            state,
            'dispatcher: not finished within 10 s, the remaining leases will expire',
          );
        }
      } finally {
        stop.abort();
        leases.stop();
      }
    },
  };
}
