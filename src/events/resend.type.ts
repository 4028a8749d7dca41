import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DeliveryType } from '../deliveries/index.ts';
import { Payload } from '../kernel/graphql/index.ts';

@InputType()
export class ResendDeliveryInput {
  @Field(() => ID, { description: 'Whatever became of it; it stays as it is.' })
  deliveryId!: string;
}

@ObjectType()
export class ResendDeliveryPayload extends Payload {
  @Field(() => DeliveryType, {
    nullable: true,
    description: 'The new one as it was made; follow it by `delivery(id:)` or live.',
  })
  delivery?: DeliveryType | null;
}
