import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Payload } from '../../kernel/graphql/index.ts';
import { RentStatus } from './rent-status.ts';
import { RentType } from './rent.type.ts';

/** A line of a rent. */
@InputType()
export class RentLineInput {
  @Field(() => ID)
  itemId!: string;

  @Field(() => Int, { description: 'At least 1.' })
  quantity!: number;
}

const linesRule = '1 to 100 lines, each item once.';

/** Fields of a new rent. */
@InputType()
export class CreateRentInput {
  @Field(() => ID)
  renterId!: string;

  @Field(() => [RentLineInput], { description: linesRule })
  lines!: RentLineInput[];

  @Field(() => GraphQLDateTime)
  startsAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'Must be after the start.' })
  endsAt!: Date;
}

/** Fields to change. */
@InputType({ description: 'Fields that are omitted or null stay unchanged.' })
export class UpdateRentInput {
  @Field(() => ID)
  rentId!: string;

  @Field(() => ID, { nullable: true })
  renterId?: string | null;

  @Field(() => [RentLineInput], {
    nullable: true,
    description: `Replaces all lines, in this order: ${linesRule} Only while the rent is RESERVED.`,
  })
  lines?: RentLineInput[] | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  startsAt?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Must be after the start.' })
  endsAt?: Date | null;
}

/** The rent and its next status. */
@InputType()
export class ChangeRentStatusInput {
  @Field(() => ID)
  rentId!: string;

  @Field(() => RentStatus)
  status!: RentStatus;
}

/** The rent to delete. */
@InputType()
export class DeleteRentInput {
  @Field(() => ID)
  rentId!: string;
}

/** The new rent. */
@ObjectType()
export class CreateRentPayload extends Payload {
  @Field(() => RentType, { nullable: true })
  rent!: RentType | null;
}

/** The rent as it is now. */
@ObjectType()
export class UpdateRentPayload extends CreateRentPayload {}

/** The rent as it is now. */
@ObjectType()
export class ChangeRentStatusPayload extends CreateRentPayload {}

/** Id of the deleted rent. */
@ObjectType()
export class DeleteRentPayload extends Payload {
  @Field(() => ID, { nullable: true })
  deletedId!: string | null;
}
