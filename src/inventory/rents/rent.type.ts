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
    'RESERVED becomes ACTIVE, then RETURNED. RESERVED and ACTIVE may also become CANCELLED.',
  valuesConfig: {
    RESERVED: { description: 'Reserved; no pieces are taken out of stock yet.' },
    ACTIVE: { description: 'The pieces are with the renter.' },
    RETURNED: { description: 'The pieces are back.' },
    CANCELLED: { description: 'Cancelled; all pieces are back.' },
  },
});

/** A line of a rent in the API; `item` has its own resolver. */
@ObjectType('RentLine', { description: 'A number of pieces of one item.' })
export class RentLineType {
  @Field(() => ID, { description: 'Stays when the item is deleted.' })
  itemId!: string;

  @Field(() => Int, { description: 'Pieces, at least 1.' })
  quantity!: number;
}

/** A rent in the API; `renter` has its own resolver. */
@ObjectType('Rent', {
  implements: NodeType,
  description: 'Pieces that a renter has or has reserved.',
})
export class RentType extends NodeType {
  @Field(() => ID, { description: 'Stays when the renter is deleted.' })
  renterId!: string;

  // The cost limit counts 10 lines: few rents have more, although 100 are allowed.
  @Extensions({ expectedCount: 10 })
  @Field(() => [RentLineType], { description: 'At least one; each item once.' })
  lines!: RentLineType[];

  @Field(() => GraphQLDateTime, {
    description:
      'When the pieces are to leave, as planned. The status does not follow it by itself.',
  })
  startsAt!: Date;

  @Field(() => GraphQLDateTime, {
    description: 'When the pieces are to be back, as planned; always after `startsAt`.',
  })
  endsAt!: Date;

  @Field(() => RentStatus, { description: 'Changed by `changeRentStatus` alone.' })
  status!: RentStatus;

  @Field(() => Int, { description: 'Starts at 1 and increases by 1 with each change.' })
  version!: number;

  @Field(() => GraphQLDateTime, { description: 'Lists are sorted by it.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'When `version` last changed.' })
  updatedAt!: Date;
}

/** A page of rents, newest first. */
export const RentConnectionType = createConnectionType('Rent', RentType);

/** Converts a row for the API. */
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
