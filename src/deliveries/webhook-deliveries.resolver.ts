import 'reflect-metadata';
import { GraphQLError, OperationTypeNode, type GraphQLResolveInfo } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { Arg, Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { UserError } from '../kernel/index.ts';
import { createRequestLoader, PageArgs, type Connection } from '../kernel/graphql/index.ts';
import { WebhookType } from '../webhooks/index.ts';
import type { AuthorizedContext } from '../workspaces/index.ts';
import { DeliveryCountsType } from './delivery-counts.type.ts';
import { DeliveryFilter, narrowToWebhook } from './delivery-filter.type.ts';
import { listDeliveries } from './delivery.resolver.ts';
import { DeliveryConnectionType, type DeliveryType } from './delivery.type.ts';
import { loadDeliveryCounts, type DeliveryCounts } from './load-delivery-counts.ts';
import { loadLastDeliveries } from './load-last-deliveries.ts';
import { mayRead, nullForWriters } from './may-read.ts';

/** The counts of all webhooks that one answer shows, read together. */
const countsByWebhook = createRequestLoader<AuthorizedContext, DeliveryCounts>(
  ({ em, viewer }, uuids) => loadDeliveryCounts(em, viewer.workspaceId, uuids),
);

/** The same for when each was last sent something. */
const lastDeliveryByWebhook = createRequestLoader<AuthorizedContext, Date>(
  ({ em, viewer }, uuids) => loadLastDeliveries(em, viewer.workspaceId, uuids),
);

/** What the log tells of a webhook, to those who may read it. */
@Resolver(() => WebhookType)
export class WebhookDeliveriesResolver {
  /** In keyset pages. */
  @FieldResolver(() => DeliveryConnectionType, {
    nullable: true,
    description: `The deliveries of the webhook, newest first. A filter that names another webhook leaves none. ${nullForWriters} In the answer of a mutation it is null, too, when its arguments cannot be used.`,
  })
  async deliveries(
    @Root() webhook: WebhookType,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => DeliveryFilter, { nullable: true }) filter: DeliveryFilter | null,
    @Ctx() context: AuthorizedContext,
    @Info() { operation }: GraphQLResolveInfo,
  ): Promise<Connection<DeliveryType> | null> {
    if (!mayRead(context)) return null;
    try {
      return await listDeliveries(context, narrowToWebhook(webhook.id, filter ?? {}), page);
    } catch (error) {
      const isArguments = error instanceof UserError || error instanceof GraphQLError;
      // An error would cost many clients the secret that the mutation shows once.
      if (isArguments && operation.operation === OperationTypeNode.MUTATION) return null;
      throw error;
    }
  }

  /** Read together for all webhooks of the answer. */
  @FieldResolver(() => DeliveryCountsType, { nullable: true, description: nullForWriters })
  async deliveryCounts(
    @Root() { uuid }: WebhookType,
    @Ctx() context: AuthorizedContext,
  ): Promise<DeliveryCounts | null> {
    if (!mayRead(context)) return null;
    const counts = await countsByWebhook(context).load(uuid);
    if (!counts) throw new Error(`The statement gave no counts for the webhook ${uuid}.`);
    return counts;
  }

  /** Read together for all webhooks of the answer. */
  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description: `When its newest delivery was made; null when the log has none. ${nullForWriters}`,
  })
  async lastDeliveryAt(
    @Root() { uuid }: WebhookType,
    @Ctx() context: AuthorizedContext,
  ): Promise<Date | null> {
    if (!mayRead(context)) return null;
    return lastDeliveryByWebhook(context).load(uuid);
  }
}
