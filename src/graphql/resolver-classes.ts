import { EventTypeResolver } from '../catalogue/index.ts';
import { DeliveryResolver, WebhookDeliveriesResolver } from '../deliveries/index.ts';
import {
  DeliveryEventResolver,
  EventResolver,
  PublishResolver,
  ResendResolver,
} from '../events/index.ts';
import {
  ItemResolver,
  RenterResolver,
  RentLineItemResolver,
  RentRenterResolver,
  RentResolver,
} from '../inventory/index.ts';
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

/** Of a feed that nobody can hear. */
const LiveResolver = createLiveResolverClass({
  subscribe() {
    throw new Error('This schema has no feed behind it.');
  },
});

/** Everything that the API consists of. The composition root serves one instance of each. */
export const resolverClasses: readonly ResolverClass[] = [
  DeliveryEventResolver,
  DeliveryResolver,
  EventResolver,
  EventTypeResolver,
  ItemResolver,
  LiveResolver,
  NodeResolver,
  PublishResolver,
  RenterResolver,
  RentLineItemResolver,
  RentRenterResolver,
  RentResolver,
  ResendResolver,
  WebhookDeliveriesResolver,
  WebhookQueryResolver,
  WebhookSettingsResolver,
  WebhookStateResolver,
  WorkspaceResolver,
  WorkspaceWebhooksResolver,
];
