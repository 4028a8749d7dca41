import type { Database } from '../db/index.ts';
import { renewLeases, type ClaimedDelivery } from '../deliveries/index.ts';
import { UnavailableError, withTimeout, type Clock, type Logger } from '../kernel/index.ts';
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
  stop(): void;
  /** Whether enough of the lease is left to start its request: a third. */
  mayStart(delivery: ClaimedDelivery): boolean;
}

const nil = '00000000-0000-0000-0000-000000000000';

/** A claim that nobody has: to renew it changes nothing, but shows that the database answers and is not read-only. */
const noClaim = { id: nil, token: nil, attempt: 1 };

/** A lease is renewed when a third of it is used up, and looked at twice as often. */
export function createLeaseKeeper(options: LeaseKeeperOptions): LeaseKeeper {
  const { database, gate, clock, logger, leaseSeconds, started, releaseStale } = options;
  const leaseMs = leaseSeconds * 1000;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  /** While a renewal has the gate shut, one is written in any case: with nothing under way, nothing else would open it. */
  async function renew(): Promise<void> {
    const beforeMs = clock.monotonicMs();
    const isShut = gate.isShutBy('renewal');
    const due = started().filter(
      (held) => isShut || held.leaseEndsMs - beforeMs < (leaseMs * 2) / 3,
    );
    if (due.length === 0 && !isShut) return;
    try {
      const renewed = await renewLeases(database.em.fork(), [...due, noClaim], leaseSeconds);
      for (const held of due) {
        if (renewed.has(held.id)) held.leaseEndsMs = Math.max(held.leaseEndsMs, beforeMs + leaseMs);
      }
      gate.open('renewal');
      warnOfLost(due.filter((held) => !renewed.has(held.id)));
    } catch (error) {
      gate.close('renewal', error);
    }
  }

  /** What hangs must not hold the next renewal up: that takes another connection. */
  async function look(): Promise<void> {
    const isInTime = await withTimeout(leaseMs / 3, renew());
    if (!isInTime) {
      const cause = new Error('A renewal of leases takes too long.');
      gate.close('renewal', new UnavailableError({ cause }));
    }
    await withTimeout(leaseMs / 6, releaseStale());
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
        running ??= look().finally(() => (running = undefined));
      }, leaseMs / 6);
    },
    stop() {
      clearInterval(timer);
    },
    mayStart: (delivery) => delivery.leaseEndsMs - clock.monotonicMs() > leaseMs / 3,
  };
}
