import type { Config } from './config/config.ts';
import { version } from './config/package.ts';
import {
  createDispatcher,
  createResolver,
  createSender,
  type Dispatcher,
  type DispatcherOptions,
  type Resolve,
} from './dispatcher/index.ts';
import type { NetworkPolicy } from './webhooks/index.ts';

/** Parts that are made before the dispatcher is. */
export interface DispatcherParts extends Pick<
  DispatcherOptions,
  | 'clock'
  | 'database'
  | 'dueAnnouncer'
  | 'errorLog'
  | 'logger'
  | 'metrics'
  | 'secretBox'
  | 'wakeUps'
> {
  config: Config;
  policy: NetworkPolicy;
  resolve?: Resolve;
  ca?: string;
}

/** Creates the dispatcher with its HTTP client. */
export function assembleDispatcher(parts: DispatcherParts): Dispatcher {
  const { config, policy, ca, resolve = createResolver({ policy }) } = parts;
  return createDispatcher({
    ...parts,
    sender: createSender({ policy, resolve, ...(ca !== undefined && { ca }) }),
    random: Math.random,
    concurrency: config.deliveryConcurrency,
    concurrencyPerWebhook: config.deliveryPerWebhook,
    senderCount: config.workers.filter((roles) => roles.has('dispatcher')).length,
    leaseSeconds: config.leaseSeconds,
    schedule: config.retryScheduleSeconds,
    version,
    appUrl: config.appUrl,
  });
}
