import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Payload } from '../kernel/graphql/index.ts';
import { EventType } from './event.type.ts';

@InputType()
export class EraseEventInput {
  @Field(() => ID, { description: 'May have been erased before; then nothing more happens.' })
  eventId!: string;
}

@ObjectType()
export class EraseEventPayload extends Payload {
  @Field(() => EventType, { nullable: true, description: 'The event, without its text.' })
  event?: EventType | null;
}
