import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { Extensions, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { createConnectionType, NodeType } from '../../kernel/graphql/index.ts';
import { encodeId, IdPrefix } from '../../kernel/index.ts';
import { encodeLines } from './rent-event.ts';
import { RentStatus } from './rent-status.ts';
import type { Rent } from './rent.entity.ts';

registerEnumType(RentStatus, {
  name: 'RentStatus',
  description:
    'RESERVED becomes ACTIVE and then RETURNED; both of the former may become CANCELLED.',
  valuesConfig: {
    RESERVED: { description: 'Promised; nothing is taken out of stock yet.' },
    ACTIVE: { description: 'The pieces are out.' },
    RETURNED: { description: 'The pieces are back.' },
    CANCELLED: { description: 'Given up; what was out is back.' },
  },
});

/** A line of a rent as the API shows it; `item` has a resolver of its own. */
@ObjectType('RentLine', { description: 'So many pieces of one item.' })
export class RentLineType {
  @Field(() => ID)
  itemId!: string;

  @Field(() => Int)
  quantity!: number;
}

/** A rent as the API shows it; `renter` has a resolver of its own. */
@ObjectType('Rent', {
  implements: NodeType,
  description: 'Pieces in the hands of a renter, or promised to one.',
})
export class RentType extends NodeType {
  @Field(() => ID)
  renterId!: string;

  // Counted for as many as most rents have at most, and not for the 100 that one may have.
  @Extensions({ expectedCount: 10 })
  @Field(() => [RentLineType], { description: 'At least one; each item once.' })
  lines!: RentLineType[];

  @Field(() => GraphQLDateTime)
  startsAt!: Date;

  @Field(() => GraphQLDateTime)
  endsAt!: Date;

  @Field(() => RentStatus)
  status!: RentStatus;

  @Field(() => Int, { description: 'From 1, and one more with each change.' })
  version!: number;

  @Field(() => GraphQLDateTime)
  createdAt!: Date;

  @Field(() => GraphQLDateTime)
  updatedAt!: Date;
}

/** A page of rents, newest first. */
export const RentConnectionType = createConnectionType('Rent', RentType);

/** What the API shows of a row. */
export function toRentType(rent: Rent): RentType {
  return Object.assign(new RentType(), {
    id: encodeId(IdPrefix.rent, rent.id),
    renterId: encodeId(IdPrefix.renter, rent.renterId),
    lines: encodeLines(rent.lines),
    startsAt: rent.startsAt,
    endsAt: rent.endsAt,
    status: rent.status,
    version: rent.version,
    createdAt: rent.createdAt,
    updatedAt: rent.updatedAt,
  });
}
