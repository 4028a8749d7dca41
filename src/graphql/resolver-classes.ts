import { EventTypeResolver } from '../catalogue/index.ts';
import { DeliveryResolver, WebhookDeliveriesResolver } from '../deliveries/index.ts';
import { DeliveryEventResolver, EventResolver, PublishResolver } from '../events/index.ts';
import { createLiveResolverClass } from '../live/index.ts';
import {
  WebhookQueryResolver,
  WebhookSettingsResolver,
  WebhookStateResolver,
  WorkspaceWebhooksResolver,
} from '../webhooks/index.ts';
import { WorkspaceResolver } from '../workspaces/index.ts';
import { NodeResolver } from './node.resolver.ts';
import type { ResolverClass } from './schema.ts';

/** Everything that the API consists of. The composition root makes one instance of each. */
export const resolverClasses: readonly ResolverClass[] = [
  createLiveResolverClass({ subscribe: refuseToSubscribe }),
  DeliveryEventResolver,
  DeliveryResolver,
  EventResolver,
  EventTypeResolver,
  NodeResolver,
  PublishResolver,
  WebhookDeliveriesResolver,
  WebhookQueryResolver,
  WebhookSettingsResolver,
  WebhookStateResolver,
  WorkspaceResolver,
  WorkspaceWebhooksResolver,
];

function refuseToSubscribe(): never {
  throw new Error('This schema has no live feed behind it.');
}
