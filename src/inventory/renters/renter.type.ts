import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { createConnectionType, NodeType, Payload } from '../../kernel/graphql/index.ts';
import { encodeId, IdPrefix } from '../../kernel/index.ts';
import type { Renter } from './renter.entity.ts';

/** A renter as the API shows them. */
@ObjectType('Renter', { implements: NodeType, description: 'Somebody who rents.' })
export class RenterType extends NodeType {
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  email!: string | null;

  @Field(() => String, { nullable: true })
  phone!: string | null;

  @Field(() => Int, { description: 'From 1, and one more with each change.' })
  version!: number;

  @Field(() => GraphQLDateTime)
  createdAt!: Date;

  @Field(() => GraphQLDateTime)
  updatedAt!: Date;
}

/** A page of renters, newest first. */
export const RenterConnectionType = createConnectionType('Renter', RenterType);

/** What the API shows of a row. */
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

/** What a renter is made from. */
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

/** Facts to change. */
@InputType({
  description: 'What is left out stays as it is, and so does what is null, unless null removes it.',
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

/** The renter as they are now. */
@ObjectType()
export class UpdateRenterPayload extends CreateRenterPayload {}

/** Which renter is gone. */
@ObjectType()
export class DeleteRenterPayload extends Payload {
  @Field(() => ID, { nullable: true })
  deletedId!: string | null;
}
