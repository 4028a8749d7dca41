/*
 * The hand-off is the normal path: deliveries go from the publish straight into the memory of this
 * process's dispatcher, already leased to it, without a claim query. It follows the outermost COMMIT
 * and nothing else: what was rolled back, with its transaction or with a savepoint, is never sent.
 */
import { randomUUID } from 'node:crypto';
import { afterCommit, type EntityManager, type WakeUps } from '../db/index.ts';
import { timeOfId, type Clock, type ErrorLog } from '../kernel/index.ts';
import type { ClaimedDelivery } from './claimed-delivery.ts';
import { releaseClaims } from './renew-leases.ts';

/** The dispatcher's side: where fresh deliveries go. */
export interface Intake {
  /** Keeps room for up to so many deliveries of a workspace with bodies of at most so many bytes each; answers for how many. */
  reserve(workspaceId: string, count: number, bytesEach: number): number;
  /** Gives reserved room back. */
  unreserve(workspaceId: string, count: number, bytesEach: number): void;
  /** Webhooks that hold so much already that their new deliveries shall wait in the database. */
  fullWebhookIds(): string[];
  /** Takes leased deliveries; the room that was reserved for them has been given back a moment ago. */
  take(deliveries: ClaimedDelivery[]): void;
}

/** Room kept for one publish, from before its insert until its outermost commit. */
export interface Reservation {
  workspaceId: string;
  room: number;
  /** The most bytes that a body may have. */
  bytesEach: number;
  token: string;
  leaseSeconds: number;
  fullWebhookIds: string[];
  startedMs: number;
}

export interface HandOff {
  /** Where to hand off to; undefined when this process dispatches nothing (any more). */
  connect(intake: Intake | undefined): void;
  /** Keeps room for up to `count` deliveries of the workspace with bodies of at most `bytesEach`. */
  reserve(workspaceId: string, count: number, bytesEach: number): Reservation;
  /** Gives all of it back: the insert failed or made nothing to send. */
  cancel(reservation: Reservation): void;
  /**
   * Hands `leased` over when the transaction that `em` stands in has committed, and gives the room
   * that they do not need back at once. `unleasedCount` deliveries wait for a claim: dispatchers are woken.
   */
  follow(
    em: EntityManager,
    reservation: Reservation,
    leased: FreshDelivery[],
    unleasedCount: number,
  ): void;
}

/** A delivery that was just made and leased to this process. */
export type FreshDelivery = Omit<
  ClaimedDelivery,
  'token' | 'leaseEndsMs' | 'attempt' | 'probe' | 'webhookSeenMs' | 'dueMs'
>;

/** A transaction that commits later than this after its publish is slow: the rows are given back for a claim. */
const commitWithinMs = 5_000;

export interface HandOffOptions {
  clock: Clock;
  leaseSeconds: number;
  wakeUps: Pick<WakeUps, 'wake'>;
  errorLog: ErrorLog;
}

/** Makes the hand-off of this process. */
export function createHandOff({ clock, leaseSeconds, wakeUps, errorLog }: HandOffOptions): HandOff {
  let intake: Intake | undefined;

  function isLate(reservation: Reservation): boolean {
    return clock.monotonicMs() - reservation.startedMs > commitWithinMs;
  }

  function unreserve({ workspaceId, bytesEach }: Reservation, count: number): void {
    intake?.unreserve(workspaceId, count, bytesEach);
  }

  function give(em: EntityManager, reservation: Reservation, leased: FreshDelivery[]): void {
    const { token, startedMs } = reservation;
    const leaseEndsMs = startedMs + leaseSeconds * 1000;
    const claim = { token, attempt: 1, leaseEndsMs, webhookSeenMs: startedMs, probe: null };
    const claimed = leased.map((fresh) => ({
      ...fresh,
      ...claim,
      dueMs: timeOfId(fresh.id).getTime(),
    }));
    unreserve(reservation, leased.length);
    if (intake && !isLate(reservation)) return intake.take(claimed);
    releaseClaims(em.fork(), claimed)
      .then(() => wakeUps.wake('deliveries_due'))
      .catch((error: unknown) =>
        errorLog.noteFailed(error, 'hand-off: late deliveries wait for their lease to end', {}),
      );
  }

  return {
    connect(to) {
      intake = to;
    },
    reserve(workspaceId, count, bytesEach) {
      const room = intake?.reserve(workspaceId, count, bytesEach) ?? 0;
      const fullWebhookIds = room > 0 ? (intake?.fullWebhookIds() ?? []) : [];
      return {
        workspaceId,
        room,
        bytesEach,
        token: randomUUID(),
        leaseSeconds,
        fullWebhookIds,
        startedMs: clock.monotonicMs(),
      };
    },
    cancel(reservation) {
      unreserve(reservation, reservation.room);
    },
    follow(em, reservation, leased, unleasedCount) {
      unreserve(reservation, reservation.room - leased.length);
      afterCommit(em, {
        committed() {
          if (leased.length > 0) give(em, reservation, leased);
          if (unleasedCount > 0) wakeUps.wake('deliveries_due');
          if (leased.length + unleasedCount > 0) wakeUps.wake('deliveries_changed');
        },
        discarded() {
          unreserve(reservation, leased.length);
        },
      });
    },
  };
}
