import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DeliveryType } from '../deliveries/index.ts';
import { Payload } from '../kernel/graphql/index.ts';

@InputType({ description: 'The delivery whose event is to be sent to the same webhook once more.' })
export class ResendDeliveryInput {
  @Field(() => ID, { description: 'Must have ended, whatever the result. It is not changed.' })
  deliveryId!: string;
}

@ObjectType({ description: 'The delivery that `resendDelivery` made.' })
export class ResendDeliveryPayload extends Payload {
  @Field(() => DeliveryType, {
    nullable: true,
    description:
      'The new delivery, before its first attempt. Follow it with `delivery(id:)` or the live stream.',
  })
  delivery?: DeliveryType | null;
}
