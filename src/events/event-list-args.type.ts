import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PageArgs } from '../kernel/graphql/index.ts';

@InputType({ description: 'Selects events. All given conditions must hold.' })
export class EventFilter {
  @Field(() => ID, {
    nullable: true,
    description: 'The id of an event: the `webhook-id` that a receiver got.',
  })
  id?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: '1 to 100 names from `eventTypes`, of which one must match.',
  })
  types?: string[] | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Occurred at this time or later. The time of the publish may be another.',
  })
  occurredAfter?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Occurred before this time.' })
  occurredBefore?: Date | null;
}

/** Selects a page of the events that match a filter. */
@ArgsType()
export class EventListArgs extends PageArgs {
  @Field(() => EventFilter, {
    nullable: true,
    description:
      'Selects events; all of them when it is left out. Keep it the same from page to page.',
  })
  filter?: EventFilter | null;
}
