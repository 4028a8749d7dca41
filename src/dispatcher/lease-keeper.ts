import type { Database } from '../db/index.ts';
import { renewLeases, type ClaimedDelivery } from '../deliveries/index.ts';
import { UnavailableError, withTimeout, type Clock, type Logger } from '../kernel/index.ts';
import type { HeldDeliveries } from './capacity/held-deliveries.ts';
import type { Gate } from './gate.ts';
import type { ReleaseDeliveries } from './release-deliveries.ts';

export interface LeaseKeeperOptions {
  database: Database;
  gate: Gate;
  clock: Clock;
  logger: Logger;
  leaseSeconds: number;
  held: Pick<HeldDeliveries, 'underWay' | 'startReleaseWhere'>;
  release: ReleaseDeliveries;
}

/**
 * Renews the leases of deliveries that are being sent or recorded. Releases deliveries that waited too long
 * to start: if their leases expired, that would count as an attempt although no request was made.
 */
export interface LeaseKeeper {
  start(): void;
  stop(): void;
  /** Whether more than a third of the lease is left, which is needed to start the request. */
  mayStart(delivery: ClaimedDelivery): boolean;
}

const nil = '00000000-0000-0000-0000-000000000000';

/** A claim that does not exist. Renewing it changes nothing, but fails if the database is down or read-only. */
const noClaim = { id: nil, token: nil, attempt: 1 };

/** Creates the keeper. It renews a lease once a third is used up, and checks every sixth of a lease. */
export function createLeaseKeeper(options: LeaseKeeperOptions): LeaseKeeper {
  const { database, gate, clock, logger, leaseSeconds, held, release } = options;
  const leaseMs = leaseSeconds * 1000;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  const mayStart = ({ leaseEndsMs }: ClaimedDelivery) =>
    leaseEndsMs - clock.monotonicMs() > leaseMs / 3;

  /** While a failed renewal keeps the gate closed, always writes one, so that an idle node opens it again. */
  async function renew(): Promise<void> {
    const beforeMs = clock.monotonicMs();
    const isClosed = gate.isClosedBy('renewal');
    const due = held
      .underWay()
      .filter(({ leaseEndsMs }) => isClosed || leaseEndsMs - beforeMs < (leaseMs * 2) / 3);
    if (due.length === 0 && !isClosed) return;
    try {
      const renewed = await renewLeases(database.em.fork(), [...due, noClaim], leaseSeconds);
      for (const delivery of due) {
        if (!renewed.has(delivery.id)) continue;
        delivery.leaseEndsMs = Math.max(delivery.leaseEndsMs, beforeMs + leaseMs);
      }
      gate.open('renewal');
      warnOfLost(due.filter(({ id }) => !renewed.has(id)));
    } catch (error) {
      gate.close('renewal', error);
    }
  }

  /** A renewal that hangs must not delay the next one, which uses another connection. */
  async function renewAndRelease(): Promise<void> {
    const isInTime = await withTimeout(leaseMs / 3, renew());
    if (!isInTime) {
      const cause = new Error('Renewing leases took too long.');
      gate.close('renewal', new UnavailableError({ cause }));
    }
    const stale = held.startReleaseWhere((delivery) => !mayStart(delivery));
    await withTimeout(leaseMs / 6, release(stale));
  }

  /** Ignores deliveries that were recorded during the renewal: their leases were not lost. */
  function warnOfLost(missing: ClaimedDelivery[]): void {
    const underWay = new Set(held.underWay());
    const lost = missing.filter((one) => underWay.has(one)).map(({ id }) => id);
    if (lost.length > 0)
      logger.warn({ deliveries: lost }, 'dispatcher: lease lost before its result was recorded');
  }

  return {
    start() {
      timer = setInterval(() => {
        running ??= renewAndRelease().finally(() => (running = undefined));
      }, leaseMs / 6);
    },
    stop() {
      clearInterval(timer);
    },
    mayStart,
  };
}
