import type { EntityManager, WakeUps } from '../db/index.ts';
import type { Clock, SecretBox } from '../kernel/index.ts';
import type { NetworkPolicy } from './network-policy.ts';

/** What waits at a webhook: deliveries that are made and not yet finished. */
export interface Waiting {
  count: number;
  /** When the oldest of them was made; null when none waits. */
  oldestAt: Date | null;
}

/**
 * What the functions of this feature need beside the caller's entity manager. Each takes as its
 * first argument the part of this that it uses.
 */
export interface WebhookDependencies {
  secretBox: SecretBox;
  policy: NetworkPolicy;
  clock: Clock;
  /** Tells the dispatchers that a webhook's deliveries may go out again. */
  wakeUps: Pick<WakeUps, 'wake'>;
  /** Counts in the caller's transaction. `webhookId` is the UUID. */
  countWaiting(em: EntityManager, webhookId: string): Promise<Waiting>;
}
