import { Field, ID, ObjectType } from 'type-graphql';
import { WebhookType } from '../webhooks/index.ts';

@ObjectType('WebhookUpdate', { description: 'One message of the stream of webhooks.' })
export class WebhookUpdateType {
  @Field(() => Boolean, {
    description:
      'True in the first message: load the webhooks. A second one means that your client has subscribed again by itself, after a lost connection: load them again.',
  })
  isStart!: boolean;

  @Field(() => Boolean, {
    description:
      'True when changes were left out, because there were too many or the client was too slow: load the webhooks again.',
  })
  gap!: boolean;

  @Field(() => WebhookType, {
    nullable: true,
    description: 'The webhook that is new or has changed, as it is now.',
  })
  webhook!: WebhookType | null;

  @Field(() => ID, { nullable: true, description: 'The id of a webhook that was deleted.' })
  deletedId!: string | null;
}
