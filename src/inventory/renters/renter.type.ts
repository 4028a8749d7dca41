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
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  email!: string | null;

  @Field(() => String, { nullable: true })
  phone!: string | null;

  @Field(() => Int, { description: 'Starts at 1 and increases by 1 with each change.' })
  version!: number;

  @Field(() => GraphQLDateTime)
  createdAt!: Date;

  @Field(() => GraphQLDateTime)
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
@InputType()
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
  @Field(() => ID)
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
@InputType()
export class DeleteRenterInput {
  @Field(() => ID)
  renterId!: string;
}

/** The new renter. */
@ObjectType()
export class CreateRenterPayload extends Payload {
  @Field(() => RenterType, { nullable: true })
  renter!: RenterType | null;
}

/** The current renter. */
@ObjectType()
export class UpdateRenterPayload extends CreateRenterPayload {}

/** Id of the deleted renter. */
@ObjectType()
export class DeleteRenterPayload extends Payload {
  @Field(() => ID, { nullable: true })
  deletedId!: string | null;
}
