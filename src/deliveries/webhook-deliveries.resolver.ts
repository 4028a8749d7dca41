import 'reflect-metadata';
import { GraphQLError, OperationTypeNode, type GraphQLResolveInfo } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { UserError } from '../kernel/index.ts';
import { createRequestLoader, type Connection } from '../kernel/graphql/index.ts';
import { WebhookType } from '../webhooks/index.ts';
import type { AuthorizedContext } from '../workspaces/index.ts';
import { DeliveryCountsType } from './delivery-counts.type.ts';
import { DeliveryConnectionType, type DeliveryType } from './delivery.type.ts';
import { DeliveryListArgs } from './delivery-list-args.type.ts';
import { listWebhookDeliveries } from './list-webhook-deliveries.ts';
import { loadDeliveryCounts, type DeliveryCounts } from './load-delivery-counts.ts';
import { loadLastDeliveries } from './load-last-deliveries.ts';
import { mayRead, nullForWriters } from './may-read.ts';

/** Loads the counts of all webhooks in a response with one statement. */
const countsByWebhook = createRequestLoader<AuthorizedContext, DeliveryCounts>(
  ({ em, viewer }, uuids) => loadDeliveryCounts(em, viewer.workspaceId, uuids),
);

/** Loads the last delivery times of all webhooks in a response with one statement. */
const lastDeliveryByWebhook = createRequestLoader<AuthorizedContext, Date>(
  ({ em, viewer }, uuids) => loadLastDeliveries(em, viewer.workspaceId, uuids),
);

/** Fields of a webhook that come from the delivery log, for callers that may read it. */
@Resolver(() => WebhookType)
export class WebhookDeliveriesResolver {
  @FieldResolver(() => DeliveryConnectionType, {
    nullable: true,
    description: `The deliveries of the webhook, newest first. A filter for another webhook matches none. ${nullForWriters} In the result of a mutation it is also null if its arguments are invalid.`,
  })
  async deliveries(
    @Root() webhook: WebhookType,
    @Args(() => DeliveryListArgs) list: DeliveryListArgs,
    @Ctx() context: AuthorizedContext,
    @Info() { operation }: GraphQLResolveInfo,
  ): Promise<Connection<DeliveryType> | null> {
    if (!mayRead(context)) return null;
    try {
      return await listWebhookDeliveries(context, webhook.uuid, list);
    } catch (error) {
      const isArguments = error instanceof UserError || error instanceof GraphQLError;
      // With an error, many clients would lose the secret that the mutation shows only once.
      if (isArguments && operation.operation === OperationTypeNode.MUTATION) return null;
      throw error;
    }
  }

  @FieldResolver(() => DeliveryCountsType, { nullable: true, description: nullForWriters })
  async deliveryCounts(
    @Root() { uuid }: WebhookType,
    @Ctx() context: AuthorizedContext,
  ): Promise<DeliveryCounts | null> {
    if (!mayRead(context)) return null;
    const counts = await countsByWebhook(context).load(uuid);
    if (!counts) throw new Error(`The statement returned no counts for the webhook ${uuid}.`);
    return counts;
  }

  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description: `When its newest delivery was created. Null if the log has none. ${nullForWriters}`,
  })
  async lastDeliveryAt(
    @Root() { uuid }: WebhookType,
    @Ctx() context: AuthorizedContext,
  ): Promise<Date | null> {
    if (!mayRead(context)) return null;
    return lastDeliveryByWebhook(context).load(uuid);
  }
}
