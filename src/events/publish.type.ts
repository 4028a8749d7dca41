import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Payload } from '../kernel/graphql/index.ts';
import { DeliveryType } from '../deliveries/index.ts';
import { EventType } from './event.type.ts';

@InputType({
  description: 'An event that happened outside of the inventory, as another backend reports it.',
})
export class PublishEventInput {
  @Field(() => String, { description: 'The name of an event type.' })
  type!: string;

  @Field(() => GraphQLJSON, { description: 'Must match the schema of the event type.' })
  data!: unknown;

  @Field(() => Date, { nullable: true, description: 'When it occurred; defaults to now.' })
  occurredAt?: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      '1–255 characters. Publishing again with the same key within 24 hours returns the first event; with other content, it is a CONFLICT. After `eraseEvent`, it returns the erased event whatever the content: nothing is left to compare.',
  })
  idempotencyKey?: string | null;
}

@InputType({
  description: 'Events for the webhooks that want them; 256 KiB a payload, 1 MiB together.',
})
export class PublishEventsInput {
  @Field(() => [PublishEventInput], { description: '1 to 100, all or nothing.' })
  events!: PublishEventInput[];
}

@ObjectType({
  description: 'The published events. Their deliveries exist already: see `Event.deliveries`.',
})
export class PublishEventsPayload extends Payload {
  @Field(() => [EventType], {
    nullable: true,
    description: 'In the order of the input. Null if nothing was published.',
  })
  events?: EventType[] | null;
}

@InputType({ description: 'The webhook to test, and what is sent to it.' })
export class SendTestInput {
  @Field(() => ID, {
    description: 'May be PAUSED, DISABLED or SUSPENDED: a test is sent all the same.',
  })
  webhookId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Defaults to the first event type that the webhook subscribes to, or `rent.created` if it subscribes to all.',
  })
  eventType?: string | null;
}

@ObjectType({ description: 'The delivery of the test. Its result comes later.' })
export class SendTestPayload extends Payload {
  @Field(() => DeliveryType, {
    nullable: true,
    description:
      'The new delivery, before its attempt. Follow it with `delivery(id:)` or the live stream.',
  })
  delivery?: DeliveryType | null;
}
