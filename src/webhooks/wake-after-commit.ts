import { afterCommit, type EntityManager } from '../db/index.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';

/** Wakes the dispatchers once the caller's transaction has truly committed; before, they would see nothing new. */
export function wakeAfterCommit(em: EntityManager, wakeUps: WebhookDependencies['wakeUps']): void {
  afterCommit(em, {
    committed: () => wakeUps.wake('deliveries_due'),
    discarded: () => undefined,
  });
}
