import { Field, ObjectType } from 'type-graphql';
import { DeliveryConnectionType, DeliveryType } from '../deliveries/index.ts';
import type { Connection } from '../kernel/graphql/index.ts';

@ObjectType('LiveUpdate', { description: 'One message of the live stream.' })
export class LiveUpdateType {
  @Field(() => String, {
    description:
      'The position of the stream after this message. Keep the last one: `deliveryUpdated(after:)` continues there.',
  })
  cursor!: string;

  @Field(() => Boolean, {
    description:
      'True when changes were left out: load the list again. There were too many, the client was too slow, `after` was too old or of another database, or PostgreSQL has restarted.',
  })
  gap!: boolean;

  @Field(() => Boolean, {
    description:
      'True in the first message of a subscription without `after`: load the list. A second one means that your client has subscribed again by itself, after a lost connection: load the list again, or let it subscribe with `after`.',
  })
  isStart!: boolean;

  @Field(() => DeliveryType, {
    nullable: true,
    description: 'The delivery that changed; null in a message that has only a cursor or a gap.',
  })
  delivery!: DeliveryType | null;

  @Field(() => DeliveryConnectionType.Edge, {
    nullable: true,
    description:
      'The same delivery with its cursor in `deliveries`, in both directions and under every filter: a cache can put it into a list.',
  })
  edge!: Connection<DeliveryType>['edges'][number] | null;

  @Field(() => Boolean, {
    description:
      'False when the delivery may have matched the filter before, and does not match it any more: remove it from the list, if it is there. True otherwise.',
  })
  isMatch!: boolean;
}
