import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { createConnectionType, NodeType, Payload } from '../../kernel/graphql/index.ts';
import { encodeId, IdPrefix } from '../../kernel/index.ts';
import type { Item } from './item.entity.ts';

/** An item in the API. */
@ObjectType('Item', {
  implements: NodeType,
  description: 'An article that the workspace rents out, in any number of pieces.',
})
export class ItemType extends NodeType {
  @Field(() => String, { description: 'One line, as its users know it. Need not be unique.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The stock-keeping unit, unique in the workspace. Null if it has none.',
  })
  sku!: string | null;

  @Field(() => Int, { description: 'Pieces in stock, without those in ACTIVE rents.' })
  quantityInStock!: number;

  @Field(() => Int, { description: 'Stock is low below this number of pieces.' })
  minimumQuantity!: number;

  @Field(() => Int, { description: 'Starts at 1 and increases by 1 with each change.' })
  version!: number;

  @Field(() => GraphQLDateTime, { description: 'Lists are sorted by it.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, {
    description: 'When `version` last changed, also by a rent that moved its stock.',
  })
  updatedAt!: Date;
}

/** A page of items, newest first. */
export const ItemConnectionType = createConnectionType('Item', ItemType);

/** Converts a row for the API. */
export function toItemType(item: Item): ItemType {
  return Object.assign(new ItemType(), {
    id: encodeId(IdPrefix.item, item.id),
    name: item.name,
    sku: item.sku,
    quantityInStock: item.quantityInStock,
    minimumQuantity: item.minimumQuantity,
    version: item.version,
    createdAt: item.createdAt,
    updatedAt: item.updatedAt,
  });
}

/** Fields of a new item. */
@InputType({ description: 'The facts of a new item.' })
export class CreateItemInput {
  @Field(() => String, { description: '1 to 200 characters.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: '1 to 100 characters, unique in the workspace.',
  })
  sku?: string | null;

  @Field(() => Int, { description: 'At least 0.' })
  quantityInStock!: number;

  @Field(() => Int, { description: 'At least 0. Stock is low below this number of pieces.' })
  minimumQuantity!: number;
}

/** Fields to change. */
@InputType({
  description:
    'Fields that are omitted or null stay unchanged, except where null removes the value.',
})
export class UpdateItemInput {
  @Field(() => ID, { description: 'The item to change.' })
  itemId!: string;

  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: '1 to 100 characters; null removes it.' })
  sku?: string | null;

  @Field(() => Int, { nullable: true, description: 'At least 0.' })
  quantityInStock?: number | null;

  @Field(() => Int, { nullable: true, description: 'At least 0.' })
  minimumQuantity?: number | null;
}

/** The item to delete. */
@InputType({ description: 'The item to delete.' })
export class DeleteItemInput {
  @Field(() => ID, {
    description: 'Must be in no RESERVED or ACTIVE rent. Finished rents keep its id.',
  })
  itemId!: string;
}

/** The new item. */
@ObjectType({ description: 'The item after `createItem`.' })
export class CreateItemPayload extends Payload {
  @Field(() => ItemType, {
    nullable: true,
    description: 'As it is after the mutation. Null if there are `userErrors`.',
  })
  item!: ItemType | null;
}

/** The item as it is now. */
@ObjectType({ description: 'The item after `updateItem`.' })
export class UpdateItemPayload extends CreateItemPayload {}

/** Id of the deleted item. */
@ObjectType({ description: 'The result of `deleteItem`.' })
export class DeleteItemPayload extends Payload {
  @Field(() => ID, {
    nullable: true,
    description:
      'The id from the input, for removing it from a cache. Null if there are `userErrors`.',
  })
  deletedId!: string | null;
}
