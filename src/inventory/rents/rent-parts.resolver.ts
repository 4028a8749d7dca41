import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { decodeId, IdPrefix } from '../../kernel/index.ts';
import type { AuthorizedContext } from '../../workspaces/index.ts';
import { itemById } from '../items/load-item.ts';
import { ItemType } from '../items/item.type.ts';
import { renterById } from '../renters/load-renter.ts';
import { RenterType } from '../renters/renter.type.ts';
import { RentLineType, RentType } from './rent.type.ts';

/** Resolves the renter of a rent. */
@Resolver(() => RentType)
export class RentRenterResolver {
  @FieldResolver(() => RenterType, {
    nullable: true,
    description: 'Null when the renter is deleted.',
  })
  async renter(
    @Root() { renterId }: RentType,
    @Ctx() context: AuthorizedContext,
  ): Promise<RenterType | null> {
    const uuid = decodeId(IdPrefix.renter, renterId);
    return uuid === null ? null : renterById(context).load(uuid);
  }
}

/** Resolves the item of a line. */
@Resolver(() => RentLineType)
export class RentLineItemResolver {
  @FieldResolver(() => ItemType, { nullable: true, description: 'Null when the item is deleted.' })
  async item(
    @Root() { itemId }: RentLineType,
    @Ctx() context: AuthorizedContext,
  ): Promise<ItemType | null> {
    const uuid = decodeId(IdPrefix.item, itemId);
    return uuid === null ? null : itemById(context).load(uuid);
  }
}
