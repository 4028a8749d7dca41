import type { Config } from './config/config.ts';
import type { Database } from './db/index.ts';
import { countWaiting, deliveryFinder } from './deliveries/index.ts';
import { createSendLimits, eventFinder, recoveryFinder } from './events/index.ts';
import {
  buildGraphqlSchema,
  createResolvers,
  type GraphqlServerOptions,
  type ResolverParts,
} from './graphql/index.ts';
import { itemFinder, renterFinder, rentFinder } from './inventory/index.ts';
import { onPlanChanged, webhookFinder } from './webhooks/index.ts';

/** Parts that are made before the schema is; the others are made here. */
export interface SchemaParts extends Pick<
  ResolverParts,
  | 'clock'
  | 'dueAnnouncer'
  | 'liveFeed'
  | 'policy'
  | 'publishEvents'
  | 'recoveryFeed'
  | 'secretBox'
  | 'wakeUps'
  | 'workspaceRemoval'
> {
  config: Config;
  database: Database;
}

const finders = [
  ...[webhookFinder, deliveryFinder, eventFinder, recoveryFinder],
  ...[itemFinder, renterFinder, rentFinder],
];

/** Builds the schema of the API with all its resolvers. */
export async function assembleSchema(parts: SchemaParts): Promise<GraphqlServerOptions['schema']> {
  const { config, database } = parts;
  const testLimits = await createSendLimits({
    database,
    counted: 'test events',
    perMinute: config.testEventsPerMinute,
    perHour: config.testEventsPerHour,
  });
  const resendLimits = await createSendLimits({
    database,
    counted: 'resends',
    perMinute: config.resendsPerMinute,
    perHour: config.resendsPerHour,
  });
  const resolvers = createResolvers({
    ...parts,
    appUrl: config.appUrl,
    finders,
    countWaiting,
    deliveryPerWebhook: config.deliveryPerWebhook,
    onPlanChanged,
    testLimits,
    resendLimits,
    schedule: config.retryScheduleSeconds,
    retentionDays: config.retentionDays,
  });
  return buildGraphqlSchema({ resolvers });
}
