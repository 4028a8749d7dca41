// Needed by type-graphql's decorators; imported here because this may be the first file with decorators to load.
import 'reflect-metadata';
import { GraphQLJSON } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';

/** An event type of the catalogue in the API. */
@ObjectType({
  description: 'A kind of event that a webhook can subscribe to.',
})
export class EventType {
  @Field(() => String, { description: 'The value of `event` in the body: noun.past_tense.' })
  readonly name!: string;

  @Field(() => String, { description: 'When the event fires, in one sentence.' })
  readonly description!: string;

  @Field(() => GraphQLJSON, { description: 'JSON Schema (draft-07) of `data` in the body.' })
  readonly schema!: Readonly<Record<string, unknown>>;

  @Field(() => GraphQLJSON, { description: 'An example of `data`, sent by test events.' })
  readonly sample!: Readonly<Record<string, unknown>>;
}
