import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Payload } from '../kernel/graphql/index.ts';
import { EventType } from './event.type.ts';

@InputType({ description: 'The event whose text is to be removed for good.' })
export class EraseEventInput {
  @Field(() => ID, { description: 'May have been erased before; then nothing more happens.' })
  eventId!: string;
}

@ObjectType({ description: 'The event after `eraseEvent`.' })
export class EraseEventPayload extends Payload {
  @Field(() => EventType, { nullable: true, description: 'The event, without its text.' })
  event?: EventType | null;
}
