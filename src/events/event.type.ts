import { GraphQLDateTime, GraphQLJSON } from 'graphql-scalars';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { encodeId, IdPrefix } from '../kernel/index.ts';
import {
  createConnectionType,
  describeConnection,
  describeLongText,
  NodeType,
  payloadKib,
} from '../kernel/graphql/index.ts';
import type { Event } from './event.ts';
import { checkedMax } from './search-events.ts';

@ObjectType('Event', {
  implements: NodeType,
  description: 'Something that happened in the workspace.',
})
export class EventType extends NodeType {
  /** The id in the database; not a field. */
  uuid!: string;

  @Field(() => String, { description: 'The name of an event type.' })
  type!: string;

  @Field(() => Date, { description: 'When it occurred, to the second.' })
  occurredAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When `eraseEvent` removed its payload.' })
  erasedAt!: Date | null;

  /** The payload as text; not a field. */
  body!: string | null;

  /** Parsed only when it is asked for. */
  @Extensions({ textKib: payloadKib })
  @Field(() => GraphQLJSON, {
    nullable: true,
    description: `The body of every delivery of the event. Null once it was erased. ${describeLongText(payloadKib)}`,
  })
  get payload(): unknown {
    return this.body === null ? null : (JSON.parse(this.body) as unknown);
  }
}

/** A page of events. */
@ObjectType('EventConnection', { description: describeConnection('Event') })
export class EventConnectionType extends createConnectionType('Event', EventType) {
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: `Null if the search for this page was complete. With \`types\`, \`occurredAfter\` or \`occurredBefore\`, it checks at most ${checkedMax.toLocaleString('en-US')} events; when it stops there, this is the time of the publish of the last one that was checked. The next page goes on from it, even if this page is empty.`,
  })
  searchedUntil!: Date | null;
}

/** The event as the API shows it. */
export function toEventType(event: Event): EventType {
  return Object.assign(new EventType(), {
    id: encodeId(IdPrefix.event, event.id),
    uuid: event.id,
    type: event.type,
    occurredAt: event.occurredAt,
    erasedAt: event.erasedAt,
    body: event.body,
  });
}
