import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Payload } from '../../kernel/graphql/index.ts';
import { RentStatus } from './rent-status.ts';
import { RentType } from './rent.type.ts';

/** A line of a rent. */
@InputType({ description: 'Pieces of one item that a rent is to have.' })
export class RentLineInput {
  @Field(() => ID, { description: 'An item of the workspace that is not deleted.' })
  itemId!: string;

  @Field(() => Int, { description: 'At least 1.' })
  quantity!: number;
}

const linesRule = '1 to 100 lines, each item once.';

/** Fields of a new rent. */
@InputType({
  description: 'The facts of a new rent. Stock is not checked before the rent becomes ACTIVE.',
})
export class CreateRentInput {
  @Field(() => ID, { description: 'A renter of the workspace who is not deleted.' })
  renterId!: string;

  @Field(() => [RentLineInput], { description: linesRule })
  lines!: RentLineInput[];

  @Field(() => GraphQLDateTime, {
    description:
      'When the pieces are to leave. May be in the past; nothing happens by itself at that time.',
  })
  startsAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'Must be after the start.' })
  endsAt!: Date;
}

/** Fields to change. */
@InputType({ description: 'Fields that are omitted or null stay unchanged.' })
export class UpdateRentInput {
  @Field(() => ID, {
    description: 'The rent to change. Its status changes with `changeRentStatus`.',
  })
  rentId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Another renter of the workspace who is not deleted.',
  })
  renterId?: string | null;

  @Field(() => [RentLineInput], {
    nullable: true,
    description: `Replaces all lines, in this order: ${linesRule} Only while the rent is RESERVED.`,
  })
  lines?: RentLineInput[] | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Must stay before the end.' })
  startsAt?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Must be after the start.' })
  endsAt?: Date | null;
}

/** The rent and its next status. */
@InputType({ description: 'The next status of a rent.' })
export class ChangeRentStatusInput {
  @Field(() => ID, { description: 'The rent to change.' })
  rentId!: string;

  @Field(() => RentStatus, {
    description: 'Must follow the present one as `RentStatus` says; anything else is a CONFLICT.',
  })
  status!: RentStatus;
}

/** The rent to delete. */
@InputType({ description: 'The rent to delete.' })
export class DeleteRentInput {
  @Field(() => ID, { description: 'Must not be ACTIVE: return or cancel it first.' })
  rentId!: string;
}

/** The new rent. */
@ObjectType({ description: 'The rent after `createRent`.' })
export class CreateRentPayload extends Payload {
  @Field(() => RentType, {
    nullable: true,
    description: 'As it is after the mutation. Null if there are `userErrors`.',
  })
  rent!: RentType | null;
}

/** The rent as it is now. */
@ObjectType({ description: 'The rent after `updateRent`.' })
export class UpdateRentPayload extends CreateRentPayload {}

/** The rent as it is now. */
@ObjectType({ description: 'The rent after `changeRentStatus`.' })
export class ChangeRentStatusPayload extends CreateRentPayload {}

/** Id of the deleted rent. */
@ObjectType({ description: 'The result of `deleteRent`.' })
export class DeleteRentPayload extends Payload {
  @Field(() => ID, {
    nullable: true,
    description:
      'The id from the input, for removing it from a cache. Null if there are `userErrors`.',
  })
  deletedId!: string | null;
}
