import 'reflect-metadata';
import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType('Node', { description: 'An object that `node(id:)` can find.' })
export abstract class NodeType {
  @Field(() => ID, { description: 'A TypeID: a prefix for the kind of object, then a UUIDv7.' })
  id!: string;
}
