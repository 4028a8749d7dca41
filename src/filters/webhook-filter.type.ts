import 'reflect-metadata';
import { GraphQLJSON } from 'graphql-scalars';
import { Field, InputType } from 'type-graphql';
import type { GivenFilter } from './webhook-filter.ts';

const numberOrInstant = 'Only for numbers and instants.';

/** A filter in the API. The values are checked against the schema of the path, see `findFilterErrors`. */
@InputType({
  description:
    'A condition on the body of an event: one of `all`, `any` and `not`, or a `path` with exactly one operator. At most 20 conditions, in groups that are nested at most 3 deep, and 8 KiB as JSON. A condition on a path that an event does not have does not match it.',
})
export class WebhookFilterInput implements GivenFilter {
  @Field(() => [WebhookFilterInput], {
    nullable: true,
    description: 'Matches if each of them matches.',
  })
  all?: WebhookFilterInput[] | null;

  @Field(() => [WebhookFilterInput], {
    nullable: true,
    description: 'Matches if at least one of them matches.',
  })
  any?: WebhookFilterInput[] | null;

  @Field(() => WebhookFilterInput, { nullable: true, description: 'Matches if this does not.' })
  not?: WebhookFilterInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Names of properties joined by dots, such as `data.rent.status`, `event` or `timestamp`. At least one of the chosen event types must have it; it must not lead to or through a list.',
  })
  path?: string | null;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description:
      'Equal: a text, a number, or a boolean, as the schema has it. Texts are compared exactly, and instants by their time.',
  })
  eq?: unknown;

  @Field(() => [GraphQLJSON], {
    nullable: 'itemsAndList',
    description: 'Equal to one of 1 to 100 values. Null is one for a path that can be null.',
  })
  in?: unknown[] | null;

  @Field(() => GraphQLJSON, { nullable: true, description: `Greater or later. ${numberOrInstant}` })
  gt?: unknown;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description: `Greater, later or equal. ${numberOrInstant}`,
  })
  gte?: unknown;

  @Field(() => GraphQLJSON, { nullable: true, description: `Less or earlier. ${numberOrInstant}` })
  lt?: unknown;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description: `Less, earlier or equal. ${numberOrInstant}`,
  })
  lte?: unknown;

  @Field(() => String, {
    nullable: true,
    description: 'The text begins with it. Upper and lower case differ. Only for texts.',
  })
  prefix?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether there is a value; null is none.',
  })
  exists?: boolean | null;
}
