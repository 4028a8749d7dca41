// type-graphql's decorators need it, and this file is reached by whoever imports the catalogue.
import 'reflect-metadata';
import { GraphQLJSON } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';

/** An event type of the catalogue, as the API shows it. */
@ObjectType({
  description: 'Something that can happen in a workspace and that a webhook can ask for.',
})
export class EventType {
  @Field(() => String, { description: 'The value of `event` in the body, noun.past_tense.' })
  readonly name!: string;

  @Field(() => String, { description: 'One sentence that says when the event fires.' })
  readonly description!: string;

  @Field(() => GraphQLJSON, { description: 'JSON Schema (draft-07) of `data` in the body.' })
  readonly schema!: Readonly<Record<string, unknown>>;

  @Field(() => GraphQLJSON, { description: 'An example of `data`; a test event sends it.' })
  readonly sample!: Readonly<Record<string, unknown>>;
}
