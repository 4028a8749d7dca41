import 'reflect-metadata';
import { Arg, Args, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import { decodeId, IdPrefix } from '../kernel/index.ts';
import type { Connection } from '../kernel/graphql/index.ts';
import type { AuthorizedContext, Scope } from '../workspaces/index.ts';
import { DeliveryConnectionType, DeliveryType, toDeliveryType } from './delivery.type.ts';
import { findDeliveries } from './find-deliveries.ts';
import { DeliveryListArgs } from './delivery-list-args.type.ts';
import { listDeliveries } from './list-deliveries.ts';

/** Queries for the delivery log of the viewer's workspace. Available on every plan. */
@Resolver()
export class DeliveryQueryResolver {
  /** Keyset pages: new deliveries do not shift the pages that follow. */
  @Authorized<Scope>('webhooks:read')
  @Query(() => DeliveryConnectionType, {
    description: 'The deliveries of the workspace, newest first unless `orderBy` says otherwise.',
  })
  async deliveries(
    @Args(() => DeliveryListArgs) list: DeliveryListArgs,
    @Ctx() context: AuthorizedContext,
  ): Promise<Connection<DeliveryType>> {
    return listDeliveries(context, list);
  }

  @Authorized<Scope>('webhooks:read')
  @Query(() => DeliveryType, {
    nullable: true,
    description: 'Null if it does not exist or belongs to another workspace.',
  })
  async delivery(
    @Arg('id', () => ID, {
      description: 'Begins with `dlv_`, as `x-stockaj-delivery` does. Any other text gives null.',
    })
    id: string,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<DeliveryType | null> {
    const uuid = decodeId(IdPrefix.delivery, id);
    if (uuid === null) return null;
    const delivery = (await findDeliveries(em, [viewer.workspaceId], [uuid])).get(uuid);
    return delivery ? toDeliveryType(delivery) : null;
  }
}
