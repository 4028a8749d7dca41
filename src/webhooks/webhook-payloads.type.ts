import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Payload } from '../kernel/graphql/index.ts';
import { WebhookType } from './webhook.type.ts';

/** A webhook, or null beside `userErrors`. */
@ObjectType()
class WebhookPayload extends Payload {
  @Field(() => WebhookType, { nullable: true })
  webhook!: WebhookType | null;
}

/** The same with a secret: the only place where one is shown. */
@ObjectType()
class SecretPayload extends WebhookPayload {
  @Field(() => String, { nullable: true, description: 'Shown now and never again.' })
  secret!: string | null;
}

/** The new webhook and its secret. */
@ObjectType()
export class CreateWebhookPayload extends SecretPayload {}

/** The webhook as it is now. */
@ObjectType()
export class UpdateWebhookPayload extends WebhookPayload {}

/** Which webhook is gone. */
@ObjectType()
export class DeleteWebhookPayload extends Payload {
  @Field(() => ID, { nullable: true })
  deletedId!: string | null;
}

/** The webhook as it is now. */
@ObjectType()
export class PauseWebhookPayload extends WebhookPayload {}

/** The webhook as it is now, and what waited there. */
@ObjectType()
export class ResumeWebhookPayload extends WebhookPayload {
  @Field(() => Int, { nullable: true, description: 'Deliveries that waited, or would be sent.' })
  waitingCount!: number | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null when none waited.' })
  oldestWaitingAt!: Date | null;
}

/** The webhook as it is now. */
@ObjectType()
export class EnableWebhookPayload extends WebhookPayload {}

/** The webhook and its new secret. */
@ObjectType()
export class RegenerateSecretPayload extends SecretPayload {}
