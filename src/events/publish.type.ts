import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Payload } from '../kernel/graphql/index.ts';
import { DeliveryType } from '../deliveries/index.ts';
import { EventType } from './event.type.ts';

@InputType()
export class PublishEventInput {
  @Field(() => String, { description: 'A name of the catalogue.' })
  type!: string;

  @Field(() => GraphQLJSON, { description: "What happened; must fit the event type's schema." })
  data!: unknown;

  @Field(() => Date, { nullable: true, description: 'When it occurred; now when left out.' })
  occurredAt?: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      '1–255 characters. Publishing a key again within 24 hours returns the first event.',
  })
  idempotencyKey?: string | null;
}

@InputType()
export class PublishEventsInput {
  @Field(() => [PublishEventInput], { description: '1 to 100, all or nothing.' })
  events!: PublishEventInput[];
}

@ObjectType()
export class PublishEventsPayload extends Payload {
  @Field(() => [EventType], {
    nullable: true,
    description: 'In the order of the input; null when nothing was published.',
  })
  events?: EventType[] | null;
}

@InputType()
export class SendTestInput {
  @Field(() => ID)
  webhookId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The first that the webhook wants when left out, `rent.created` for one that wants all.',
  })
  eventType?: string | null;
}

@ObjectType()
export class SendTestPayload extends Payload {
  @Field(() => DeliveryType, {
    nullable: true,
    description: 'As it was made; follow it by `delivery(id:)` or live.',
  })
  delivery?: DeliveryType | null;
}
