import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType('Node', { description: 'Anything that `node(id:)` finds again.' })
export abstract class NodeType {
  @Field(() => ID, { description: 'A TypeID: a prefix that names the kind, then a UUIDv7.' })
  id!: string;
}
