import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { createConnectionType, NodeType, Payload } from '../../kernel/graphql/index.ts';
import { encodeId, IdPrefix } from '../../kernel/index.ts';
import type { Renter } from './renter.entity.ts';

/** A renter in the API. */
@ObjectType('Renter', {
  implements: NodeType,
  description: 'A person or company that rents items.',
})
export class RenterType extends NodeType {
  @Field(() => String, { description: 'One line. Need not be unique.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Null if it is not known. Need not be unique.',
  })
  email!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Free text, not checked as a number. Null if it is not known.',
  })
  phone!: string | null;

  @Field(() => Int, { description: 'Starts at 1 and increases by 1 with each change.' })
  version!: number;

  @Field(() => GraphQLDateTime, { description: 'Lists are sorted by it.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'When `version` last changed.' })
  updatedAt!: Date;
}

/** A page of renters, newest first. */
export const RenterConnectionType = createConnectionType('Renter', RenterType);

/** Converts a row for the API. */
export function toRenterType(renter: Renter): RenterType {
  return Object.assign(new RenterType(), {
    id: encodeId(IdPrefix.renter, renter.id),
    name: renter.name,
    email: renter.email,
    phone: renter.phone,
    version: renter.version,
    createdAt: renter.createdAt,
    updatedAt: renter.updatedAt,
  });
}

/** Fields of a new renter. */
@InputType({ description: 'The facts of a new renter.' })
export class CreateRenterInput {
  @Field(() => String, { description: '1 to 200 characters.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'An e-mail address of at most 254 characters.',
  })
  email?: string | null;

  @Field(() => String, { nullable: true, description: '1 to 50 characters.' })
  phone?: string | null;
}

/** Fields to change. */
@InputType({
  description:
    'Fields that are omitted or null stay unchanged, except where null removes the value.',
})
export class UpdateRenterInput {
  @Field(() => ID, { description: 'The renter to change.' })
  renterId!: string;

  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'An e-mail address of at most 254 characters; null removes it.',
  })
  email?: string | null;

  @Field(() => String, { nullable: true, description: '1 to 50 characters; null removes it.' })
  phone?: string | null;
}

/** The renter to delete. */
@InputType({ description: 'The renter to delete.' })
export class DeleteRenterInput {
  @Field(() => ID, {
    description: 'Must have no RESERVED or ACTIVE rent. Finished rents keep the id.',
  })
  renterId!: string;
}

/** The new renter. */
@ObjectType({ description: 'The renter after `createRenter`.' })
export class CreateRenterPayload extends Payload {
  @Field(() => RenterType, {
    nullable: true,
    description: 'As it is after the mutation. Null if there are `userErrors`.',
  })
  renter!: RenterType | null;
}

/** The current renter. */
@ObjectType({ description: 'The renter after `updateRenter`.' })
export class UpdateRenterPayload extends CreateRenterPayload {}

/** Id of the deleted renter. */
@ObjectType({ description: 'The result of `deleteRenter`.' })
export class DeleteRenterPayload extends Payload {
  @Field(() => ID, {
    nullable: true,
    description:
      'The id from the input, for removing it from a cache. Null if there are `userErrors`.',
  })
  deletedId!: string | null;
}
