import { toPayload } from '../kernel/graphql/index.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';

/** Creates a `toPayload` for changes of webhooks, which wakes their live stream when the change is done. */
export function createToChangePayload({
  wakeUps,
}: Pick<WebhookDependencies, 'wakeUps'>): typeof toPayload {
  return async (payload, run) => {
    const result = await toPayload(payload, run);
    wakeUps.wake('deliveries_changed');
    return result;
  };
}
