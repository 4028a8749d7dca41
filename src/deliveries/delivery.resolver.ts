import 'reflect-metadata';
import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { sql } from '../db/index.ts';
import { decodeId, IdPrefix } from '../kernel/index.ts';
import { loadConnection, PageArgs, type Connection, type Keyset } from '../kernel/graphql/index.ts';
import { webhookById, WebhookType } from '../webhooks/index.ts';
import type { AuthorizedContext, Scope } from '../workspaces/index.ts';
import { toConditions } from './criteria-conditions.ts';
import { readCriteria } from './delivery-criteria.ts';
import { DeliveryFilter } from './delivery-filter.type.ts';
import { DeliveryConnectionType, DeliveryType, toDeliveryType } from './delivery.type.ts';
import { findDeliveries, findDeliveryPage } from './find-deliveries.ts';

/** Loads one page of the matching deliveries of the viewer's workspace, newest first. */
export async function listDeliveries(
  { em, viewer }: AuthorizedContext,
  filter: DeliveryFilter,
  page: PageArgs,
): Promise<Connection<DeliveryType>> {
  const conditions = toConditions(readCriteria(filter));
  const isOwn = sql`workspace_id = ${viewer.workspaceId}`;
  const find = (keyset: Keyset) => findDeliveryPage(em, [isOwn, ...conditions], keyset);
  return loadConnection(page, find, toDeliveryType);
}

/** Queries for the delivery log of the viewer's workspace. Available on every plan. */
@Resolver(() => DeliveryType)
export class DeliveryResolver {
  /** Keyset pages: new deliveries do not shift the pages that follow. */
  @Authorized<Scope>('webhooks:read')
  @Query(() => DeliveryConnectionType, {
    description: 'The deliveries of the workspace, newest first.',
  })
  async deliveries(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => DeliveryFilter, { nullable: true }) filter: DeliveryFilter | null,
    @Ctx() context: AuthorizedContext,
  ): Promise<Connection<DeliveryType>> {
    return listDeliveries(context, filter ?? {}, page);
  }

  @Authorized<Scope>('webhooks:read')
  @Query(() => DeliveryType, {
    nullable: true,
    description: 'Null if it does not exist or belongs to another workspace.',
  })
  async delivery(
    @Arg('id', () => ID) id: string,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<DeliveryType | null> {
    const uuid = decodeId(IdPrefix.delivery, id);
    if (uuid === null) return null;
    const delivery = (await findDeliveries(em, [viewer.workspaceId], [uuid])).get(uuid);
    return delivery ? toDeliveryType(delivery) : null;
  }

  @FieldResolver(() => WebhookType, {
    nullable: true,
    description: 'Null when the webhook was deleted.',
  })
  async webhook(
    @Root() { webhookUuid }: DeliveryType,
    @Ctx() context: AuthorizedContext,
  ): Promise<WebhookType | null> {
    return webhookById(context).load(webhookUuid);
  }
}
