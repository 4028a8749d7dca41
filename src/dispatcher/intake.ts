import type { Database } from '../db/index.ts';
import type { ClaimedDelivery, DueNotice } from '../deliveries/index.ts';
import type { Clock, ErrorLog } from '../kernel/index.ts';
import type { HeldDeliveries } from './capacity/held-deliveries.ts';
import { createClaimer } from './claimer.ts';
import { createDueScanner } from './due-scanner.ts';
import { createDueWebhooks } from './due-webhooks.ts';
import type { Gate } from './gate.ts';
import { createPaceWaits } from './pace-waits.ts';
import { createRecentEvents } from './recent-events.ts';

export interface IntakeOptions {
  database: Database;
  clock: Clock;
  errorLog: ErrorLog;
  leaseSeconds: number;
  held: HeldDeliveries;
  gate: Pick<Gate, 'isOpen'>;
  /** Whether sending to the webhook is blocked. Then nothing is claimed for it except tests. */
  isBlocked: (webhookId: string) => boolean;
  /** Receives the leased deliveries. */
  take: (deliveries: ClaimedDelivery[]) => void;
  /** Called after deliveries were ended. */
  onChanged: () => void;
}

/** Brings due deliveries to this node: notices and scans find the webhooks, and claims lease the deliveries. */
export interface Intake {
  start(): void;
  /** A publish of this process has committed. @returns whether this node may claim some of it now */
  note(notice: DueNotice): boolean;
  /** Room or a slot was freed. */
  noteFreed(): void;
  /** Scans all webhooks for due deliveries now. */
  scan(): void;
  /** Resolves when the current claim and scan are finished. */
  stop(): Promise<void>;
}

/** Creates the intake. It does nothing before `start`. */
export function createIntake(options: IntakeOptions): Intake {
  const { held, gate, isBlocked } = options;
  const recentEvents = createRecentEvents();
  const paceWaits = createPaceWaits(() => options.clock.monotonicMs());
  const due = createDueWebhooks({
    ...held,
    webhookQuota: (id, count) => (isBlocked(id) ? 0 : held.webhookQuota(id, count)),
    pacedQuota: (id, count) => (isBlocked(id) ? 0 : held.pacedQuota(id, count)),
  });
  const claimer = createClaimer({ ...options, due, paceWaits, recentEvents });
  const scanner = createDueScanner({
    ...options,
    onDue(found) {
      due.add(found);
      claimer.wakeForTests();
    },
  });

  function note({ workspaceId, events, areTests }: DueNotice): boolean {
    /** Whether each webhook has a pace. */
    const webhooks = new Map<string, boolean>();
    for (const { id, type, body, deliveries } of events) {
      for (const { webhookId, isDue, isPaced } of deliveries)
        if (isDue && !paceWaits.isWaiting(webhookId)) webhooks.set(webhookId, isPaced);
      if (!deliveries.some(({ isDue }) => isDue)) continue;
      recentEvents.add(id, { eventType: type, body: Buffer.from(body) });
    }
    if (areTests) claimer.wakeForTests();
    else {
      const found = [...webhooks].map(([webhookId, isPaced]) => {
        return { workspaceId, webhookId, needsProbe: false, isPaced };
      });
      const isNew = due.add(found);
      if (isNew) claimer.wake();
    }
    const { count, bytes } = held.workspaceQuota(workspaceId, true);
    return gate.isOpen && count > 0 && bytes > 0;
  }

  return {
    start() {
      claimer.start();
      scanner.start();
    },
    note,
    noteFreed: claimer.noteFreed,
    scan: scanner.wake,
    async stop() {
      await Promise.all([claimer.stop(), scanner.stop()]);
    },
  };
}
