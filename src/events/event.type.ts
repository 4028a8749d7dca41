import { GraphQLJSON } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { encodeId, IdPrefix } from '../kernel/index.ts';
import { NodeType } from '../kernel/graphql/index.ts';
import type { Event } from './event.entity.ts';

@ObjectType('Event', {
  implements: NodeType,
  description: 'Something that happened in the workspace.',
})
export class EventType extends NodeType {
  @Field(() => String, { description: 'The name of an event type.' })
  type!: string;

  @Field(() => Date, { description: 'When it occurred, to the second.' })
  occurredAt!: Date;

  @Field(() => GraphQLJSON, { description: 'The body of every delivery of the event.' })
  payload!: unknown;
}

/** The event as the API shows it. */
export function toEventType(event: Event): EventType {
  return Object.assign(new EventType(), {
    id: encodeId(IdPrefix.event, event.id),
    type: event.type,
    occurredAt: event.occurredAt,
    payload: JSON.parse(event.body) as unknown,
  });
}
