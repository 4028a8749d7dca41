import 'reflect-metadata';
import { ArgsType, Field, InputType } from 'type-graphql';
import { OrderDirection, PageArgs } from '../kernel/graphql/index.ts';
import { DeliveryFilter } from './delivery-filter.type.ts';

@InputType({ description: 'The order of deliveries: by their time of creation.' })
export class DeliveryOrder {
  @Field(() => OrderDirection, {
    defaultValue: OrderDirection.DESC,
    nullable: true,
    description:
      'DESC for the newest first, ASC for the oldest first. The cursors of one are valid in the other.',
  })
  direction?: OrderDirection | null;
}

/** Selects a page of the deliveries that match a filter. */
@ArgsType()
export class DeliveryListArgs extends PageArgs {
  @Field(() => DeliveryFilter, {
    nullable: true,
    description:
      'Selects deliveries; all of them when it is left out. Keep it the same from page to page.',
  })
  filter?: DeliveryFilter | null;

  @Field(() => DeliveryOrder, { nullable: true, description: 'Newest first when it is left out.' })
  orderBy?: DeliveryOrder | null;
}
