import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { Arg, Args, Authorized, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { createRequestLoader, PageArgs } from '../kernel/graphql/index.ts';
import type { Connection } from '../kernel/graphql/index.ts';
import { WebhookType } from '../webhooks/index.ts';
import type { AuthorizedContext, Scope } from '../workspaces/index.ts';
import { DeliveryCountsType } from './delivery-counts.type.ts';
import { DeliveryFilter, narrowToWebhook } from './delivery-filter.type.ts';
import { listDeliveries } from './delivery.resolver.ts';
import { DeliveryConnectionType } from './delivery.type.ts';
import type { DeliveryType } from './delivery.type.ts';
import { loadDeliveryCounts } from './load-delivery-counts.ts';
import type { DeliveryCounts } from './load-delivery-counts.ts';
import { loadLastDeliveries } from './load-last-deliveries.ts';

/** The counts of all webhooks that one answer shows, read together. */
const countsByWebhook = createRequestLoader<AuthorizedContext, DeliveryCounts>(
  ({ em, viewer }, uuids) => loadDeliveryCounts(em, viewer.workspaceId, uuids),
);

/** The same for when each was last sent something. */
const lastDeliveryByWebhook = createRequestLoader<AuthorizedContext, Date>(
  ({ em, viewer }, uuids) => loadLastDeliveries(em, viewer.workspaceId, uuids),
);

/**
 * What the log tells of a webhook. A mutation shows a webhook to whoever may write; the log is for
 * those who may read, so each field asks for that scope itself.
 */
@Resolver(() => WebhookType)
export class WebhookDeliveriesResolver {
  /** In keyset pages. */
  @Authorized<Scope>('webhooks:read')
  @FieldResolver(() => DeliveryConnectionType, {
    description:
      'The deliveries of the webhook, newest first. A filter that names another webhook leaves none.',
  })
  async deliveries(
    @Root() webhook: WebhookType,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => DeliveryFilter, { nullable: true }) filter: DeliveryFilter | null,
    @Ctx() context: AuthorizedContext,
  ): Promise<Connection<DeliveryType>> {
    return listDeliveries(context, narrowToWebhook(webhook.id, filter ?? {}), page);
  }

  /** Read together for all webhooks of the answer. */
  @Authorized<Scope>('webhooks:read')
  @FieldResolver(() => DeliveryCountsType)
  async deliveryCounts(
    @Root() { uuid }: WebhookType,
    @Ctx() context: AuthorizedContext,
  ): Promise<DeliveryCounts> {
    const counts = await countsByWebhook(context).load(uuid);
    if (!counts) throw new Error(`The statement gave no counts for the webhook ${uuid}.`);
    return counts;
  }

  /** Read together for all webhooks of the answer. */
  @Authorized<Scope>('webhooks:read')
  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description: 'When its newest delivery was made; null when the log has none.',
  })
  async lastDeliveryAt(
    @Root() { uuid }: WebhookType,
    @Ctx() context: AuthorizedContext,
  ): Promise<Date | null> {
    return lastDeliveryByWebhook(context).load(uuid);
  }
}
