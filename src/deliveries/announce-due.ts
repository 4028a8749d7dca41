import { afterCommit, type EntityManager, type WakeUps } from '../db/index.ts';
import type { InsertedDelivery } from './insert-deliveries.ts';

/** A new event (or one that is sent again) with its body and the deliveries just made for it. */
export interface DueEvent {
  id: string;
  type: string;
  body: string;
  deliveries: readonly Pick<InsertedDelivery, 'webhookId' | 'isDue' | 'isPaced'>[];
}

/** Events with new deliveries, from a transaction that has committed. */
export interface DueNotice {
  workspaceId: string;
  events: readonly DueEvent[];
  /** Whether the deliveries are tests. */
  areTests: boolean;
}

/**
 * Takes a notice.
 *
 * @returns whether the workspace may take at least one more delivery here; if not, all nodes are woken
 */
export type DueListener = (notice: DueNotice) => boolean;

/** Notifies the dispatchers of new deliveries. */
export interface DueAnnouncer {
  /** Sets the dispatcher of this process that receives the notices; undefined disconnects it. */
  connect(dispatcher: DueListener | undefined): void;
  /**
   * Announces deliveries when the transaction of `em` has committed, and never when it or their savepoint
   * is rolled back. The dispatcher of this process gets the bodies with the notice, so that a claim
   * need not read them. All nodes are woken if there is no dispatcher here, or if it has no room for the
   * workspace. A lost notice is harmless: every dispatcher also scans once a second.
   */
  announce(em: EntityManager, notice: DueNotice): void;
}

/** Creates the announcer of this process. */
export function createDueAnnouncer(wakeUps: Pick<WakeUps, 'wake'>): DueAnnouncer {
  let dispatcher: DueListener | undefined;

  function notify(notice: DueNotice): void {
    wakeUps.wake('deliveries_changed');
    const isDue = notice.events.some((event) =>
      event.deliveries.some((delivery) => delivery.isDue),
    );
    if (!isDue) return;
    const isTaken = dispatcher?.(notice) ?? false;
    if (!isTaken) wakeUps.wake('deliveries_due');
  }

  return {
    connect(to) {
      dispatcher = to;
    },
    announce(em, notice) {
      if (notice.events.every(({ deliveries }) => deliveries.length === 0)) return;
      afterCommit(em, { committed: () => notify(notice), discarded: () => undefined });
    },
  };
}
