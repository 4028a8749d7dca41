import { EventTypeResolver } from './catalogue/index.ts';
import type { Config } from './config/config.ts';
import type { Database } from './db/index.ts';
import {
  countWaiting,
  deliveryFinder,
  DeliveryResolver,
  WebhookDeliveriesResolver,
  type HandOff,
} from './deliveries/index.ts';
import {
  createSendLimits,
  DeliveryEventResolver,
  eventFinder,
  EventResolver,
  PublishResolver,
  ResendResolver,
  type PublishEvents,
} from './events/index.ts';
import { buildGraphqlSchema, NodeResolver, type GraphqlServerOptions } from './graphql/index.ts';
import {
  itemFinder,
  ItemResolver,
  renterFinder,
  RenterResolver,
  rentFinder,
  RentLineItemResolver,
  RentRenterResolver,
  RentResolver,
} from './inventory/index.ts';
import { createLiveResolverClass, type LiveFeed } from './live/index.ts';
import {
  onPlanChanged,
  webhookFinder,
  WebhookQueryResolver,
  WebhookSettingsResolver,
  WebhookStateResolver,
  WorkspaceWebhooksResolver,
  type WebhookDependencies,
} from './webhooks/index.ts';
import { WorkspaceResolver } from './workspaces/index.ts';

/** Dependencies of the resolvers. */
export interface SchemaParts extends Omit<WebhookDependencies, 'countWaiting'> {
  config: Config;
  database: Database;
  handOff: HandOff;
  liveFeed: LiveFeed;
  publishEvents: PublishEvents;
}

/** Builds the schema of the API with all its resolvers. */
export async function assembleSchema(parts: SchemaParts): Promise<GraphqlServerOptions['schema']> {
  const { config, database, publishEvents } = parts;
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
  const webhookDependencies = { ...parts, countWaiting };
  const resolvers = [
    new (createLiveResolverClass(parts.liveFeed))(),
    new DeliveryEventResolver(),
    new DeliveryResolver(),
    new EventResolver(),
    new EventTypeResolver(),
    new ItemResolver(parts),
    new NodeResolver([
      ...[webhookFinder, deliveryFinder, eventFinder],
      ...[itemFinder, renterFinder, rentFinder],
    ]),
    new PublishResolver({ publishEvents, testLimits }),
    new RenterResolver(parts),
    new RentLineItemResolver(),
    new RentRenterResolver(),
    new RentResolver(parts),
    new ResendResolver({ handOff: parts.handOff, resendLimits }),
    new WebhookDeliveriesResolver(),
    new WebhookQueryResolver(),
    new WebhookSettingsResolver(webhookDependencies),
    new WebhookStateResolver(webhookDependencies),
    new WorkspaceResolver(onPlanChanged),
    new WorkspaceWebhooksResolver(),
  ];
  return buildGraphqlSchema({ resolvers });
}
