import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DeliveryType } from '../deliveries/index.ts';
import { Payload } from '../kernel/graphql/index.ts';

@InputType()
export class ResendDeliveryInput {
  @Field(() => ID, { description: 'Must have ended, whatever the result. It is not changed.' })
  deliveryId!: string;
}

@ObjectType()
export class ResendDeliveryPayload extends Payload {
  @Field(() => DeliveryType, {
    nullable: true,
    description:
      'The new delivery, before its first attempt. Follow it with `delivery(id:)` or the live stream.',
  })
  delivery?: DeliveryType | null;
}
