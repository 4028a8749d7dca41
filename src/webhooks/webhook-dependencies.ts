import type { EntityManager, WakeUps } from '../db/index.ts';
import type { Clock, SecretBox } from '../kernel/index.ts';
import type { NetworkPolicy } from './network-policy.ts';

/** Waiting deliveries of a webhook: created and not yet finished. */
export interface Waiting {
  count: number;
  /** When the oldest was created; null if none waits. */
  oldestAt: Date | null;
}

/**
 * Dependencies of the functions of this feature, apart from the caller's entity manager. Each function
 * takes the part it uses as its first argument.
 */
export interface WebhookDependencies {
  secretBox: SecretBox;
  policy: NetworkPolicy;
  clock: Clock;
  /** Notifies the dispatchers that deliveries of a webhook can be sent again. */
  wakeUps: Pick<WakeUps, 'wake'>;
  /** Counts in the caller's transaction. `webhookId` is the UUID. */
  countWaiting(em: EntityManager, webhookId: string): Promise<Waiting>;
}
