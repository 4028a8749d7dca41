import type { Database } from '../db/index.ts';
import { renewLeases } from '../deliveries/index.ts';
import type { ClaimedDelivery } from '../deliveries/index.ts';
import type { Clock, Logger } from '../kernel/index.ts';
import type { Gate } from './gate.ts';

export interface LeaseKeeperOptions {
  database: Database;
  gate: Gate;
  clock: Clock;
  logger: Logger;
  leaseSeconds: number;
  /** What is being sent or recorded. */
  started: () => ClaimedDelivery[];
  /** Gives back what has waited until it may not start any more. Must not reject. */
  releaseStale: () => Promise<void>;
}

/**
 * Renews the leases of what is under way and gives back what has waited too long: a lease that ran
 * out would count as an attempt, though no request was made.
 */
export interface LeaseKeeper {
  start(): void;
  stop(): Promise<void>;
  /** Whether enough of the lease is left to start its request: a third. */
  mayStart(delivery: ClaimedDelivery): boolean;
}

/** A lease is renewed when a third of it is used up, and looked at twice as often. */
export function createLeaseKeeper(options: LeaseKeeperOptions): LeaseKeeper {
  const { database, gate, clock, logger, leaseSeconds, started, releaseStale } = options;
  const leaseMs = leaseSeconds * 1000;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> | undefined;

  async function renew(): Promise<void> {
    const beforeMs = clock.monotonicMs();
    const aging = started().filter((held) => held.leaseEndsMs - beforeMs < (leaseMs * 2) / 3);
    if (aging.length === 0) return;
    try {
      const renewed = await renewLeases(database.em.fork(), aging, leaseSeconds);
      for (const held of aging) if (renewed.has(held.id)) held.leaseEndsMs = beforeMs + leaseMs;
      gate.open();
      warnOfLost(aging.filter((held) => !renewed.has(held.id)));
    } catch (error) {
      gate.close(error);
    }
  }

  /** What was recorded while the statement ran is not lost: it is no longer under way. */
  function warnOfLost(missing: ClaimedDelivery[]): void {
    const underWay = new Set(started());
    const lost = missing.filter((held) => underWay.has(held)).map((held) => held.id);
    if (lost.length > 0) logger.warn({ deliveries: lost }, 'dispatcher: lease lost while sending');
  }

  return {
    start() {
      timer = setInterval(() => {
        running ??= Promise.all([renew(), releaseStale()]).finally(() => (running = undefined));
      }, leaseMs / 6);
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
    mayStart: (delivery) => delivery.leaseEndsMs - clock.monotonicMs() > leaseMs / 3,
  };
}
