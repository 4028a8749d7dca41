import { Field, ObjectType } from 'type-graphql';
import { DeliveryType } from '../deliveries/index.ts';

@ObjectType('LiveUpdate', { description: 'One message of the live stream.' })
export class LiveUpdateType {
  @Field(() => String, { description: 'The current position of the stream.' })
  cursor!: string;

  @Field(() => Boolean, {
    description:
      'True when changes were left out, because there were too many or the client was too slow: reload the list.',
  })
  gap!: boolean;

  @Field(() => DeliveryType, {
    nullable: true,
    description: 'The delivery that changed; null in the first message and when there is a gap.',
  })
  delivery!: DeliveryType | null;
}
