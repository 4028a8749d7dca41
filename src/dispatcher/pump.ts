import { messageOf, type ClaimedDelivery } from '../deliveries/index.ts';
import { pause, type ErrorLog } from '../kernel/index.ts';
import type { FinishedMessage } from './attempt/deliver.ts';
import type { HeldDeliveries } from './capacity/held-deliveries.ts';
import type { Gate } from './gate.ts';
import type { HostRests } from './host-rests.ts';
import type { LeaseKeeper } from './lease-keeper.ts';
import type { ReleaseDeliveries } from './release-deliveries.ts';
import type { RequestSettings } from './request-settings.ts';
import type { WebhookCache } from './webhook-cache.ts';

export interface PumpOptions {
  held: HeldDeliveries;
  gate: Pick<Gate, 'isOpen'>;
  leases: Pick<LeaseKeeper, 'mayStart'>;
  webhooks: Pick<WebhookCache, 'read'>;
  release: ReleaseDeliveries;
  hostRests: Pick<HostRests, 'leftMs'>;
  errorLog: ErrorLog;
  /** Makes one request: an attempt of the delivery and of each of its companions. */
  deliver: (delivery: ClaimedDelivery, settings: RequestSettings) => Promise<FinishedMessage>;
  /** Called when the request is over and its slot is free. */
  onFinished: (finished: FinishedMessage) => void;
  /** Called when an internal error kept a request from being sent; its deliveries are due again in a minute. */
  onPostponed: () => void;
}

/** Starts the requests of queued deliveries as slots become free. */
export interface Pump {
  /** Starts as many requests as may start now. Call it after queueing deliveries and when the gate opens. */
  run(): void;
  /** Starts no more requests. Resolves when none is in flight. */
  stop(): Promise<void>;
}

/** Wait of a delivery after an internal error. */
const postponedSeconds = 60;
/** Tries to read the settings of a webhook, and the wait between them. */
const readTriesMax = 10;
const readAgainMs = 1_000;
/** Wait of deliveries that were claimed for another format: until a scan has seen the present one. */
const otherFormatMs = 1_000;

/** Creates the pump. */
export function createPump(options: PumpOptions): Pump {
  const { held, gate, leases, webhooks, release, hostRests, errorLog, deliver } = options;
  let isStopping = false;
  /** Calls of `send` that are under way. */
  let activeCount = 0;
  let whenIdle = (): void => undefined;

  function run(): void {
    while (gate.isOpen && !isStopping) {
      const delivery = held.startNext();
      if (!delivery) return;
      activeCount += 1;
      void send(delivery)
        .catch((error: unknown) => errorLog.noteFailed(error, 'dispatcher: internal error', {}))
        .finally(() => {
          activeCount -= 1;
          run();
          if (activeCount === 0) whenIdle();
        });
    }
  }

  async function send(delivery: ClaimedDelivery): Promise<void> {
    let finished: FinishedMessage | null;
    try {
      finished = await tryToSend(delivery);
    } catch (error) {
      errorLog.noteRetried(error, 'dispatcher: internal error, delivery postponed by a minute');
      options.onPostponed();
      held.startRelease(delivery);
      await release(messageOf(delivery), postponedSeconds);
      return;
    }
    if (!finished) return;
    held.finish(delivery, finished[0].result.facts.durationMs);
    options.onFinished(finished);
  }

  /** @returns null when it must not be sent now; it is queued again or released then */
  async function tryToSend(delivery: ClaimedDelivery): Promise<FinishedMessage | null> {
    const settings = await readSettings(delivery);
    const waitMs = settings ? findWaitMs(delivery, settings) : 0;
    const mayStart = settings && waitMs === 0 && !isStopping && leases.mayStart(delivery);
    if (mayStart && gate.isOpen) return deliver(delivery, settings);
    if (mayStart) held.requeue(delivery);
    else await releaseWithQueued(delivery, Math.ceil(waitMs / 1_000));
    return null;
  }

  function findWaitMs(delivery: ClaimedDelivery, settings: RequestSettings): number {
    return suitsClaim(delivery, settings)
      ? hostRests.leftMs(delivery.workspaceId, settings)
      : otherFormatMs;
  }

  /** Retries while the request may still start. @returns null when it must not be sent now */
  async function readSettings(delivery: ClaimedDelivery): Promise<RequestSettings | null> {
    for (let tries = 1; tries <= readTriesMax; tries += 1) {
      const webhook = await webhooks.read(delivery).catch((error: unknown) => {
        errorLog.noteRetried(error, 'dispatcher: reading webhook settings failed, will retry');
      });
      if (webhook) return webhook.prepare();
      if (isStopping || !leases.mayStart(delivery)) return null;
      await pause(readAgainMs);
    }
    return null;
  }

  /** Also releases the queued deliveries of the same webhook, which cannot be sent now either. Keeps tests and probes. */
  async function releaseWithQueued(delivery: ClaimedDelivery, delaySeconds: number): Promise<void> {
    held.startRelease(delivery);
    const { webhookId, trigger } = delivery;
    const isAlike = (other: ClaimedDelivery) =>
      other.webhookId === webhookId && other.trigger !== 'TEST' && other.probe === null;
    const alike = trigger === 'TEST' || isStopping ? [] : held.startReleaseWhere(isAlike);
    await release([...messageOf(delivery), ...alike], delaySeconds);
  }

  return {
    run,
    async stop() {
      isStopping = true;
      if (activeCount === 0) return;
      await new Promise<void>((resolve) => {
        whenIdle = resolve;
      });
    },
  };
}

/**
 * Whether the webhook still has the kind of format that the delivery was claimed for. A digest cannot be sent as JSON, which
 * tells of one event, and deliveries that were claimed as JSON have no pace. Released, they are claimed for the present format.
 */
function suitsClaim(
  { trigger, probe, isPaced = false }: ClaimedDelivery,
  { format }: RequestSettings,
): boolean {
  return trigger === 'TEST' || probe !== null || isPaced === (format !== 'JSON');
}
