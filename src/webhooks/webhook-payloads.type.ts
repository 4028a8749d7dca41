import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Payload } from '../kernel/graphql/index.ts';
import { WebhookType } from './webhook.type.ts';

/** A webhook; null if there are `userErrors`, and in a dry run of `createWebhook`. */
@ObjectType()
class WebhookPayload extends Payload {
  @Field(() => WebhookType, {
    nullable: true,
    description:
      'As it is after the mutation. Null in a dry run of `createWebhook`, and if there are `userErrors`; a repeated `idempotencyKey` gives both.',
  })
  webhook!: WebhookType | null;
}

/** Adds the secret. No other type shows one. */
@ObjectType()
class SecretPayload extends WebhookPayload {
  @Field(() => String, { nullable: true, description: 'Shown only in this response.' })
  secret!: string | null;
}

/** The new webhook and its secret. */
@ObjectType({ description: 'The new webhook with its secret.' })
export class CreateWebhookPayload extends SecretPayload {}

/** The webhook as it is now. */
@ObjectType({ description: 'The webhook after `updateWebhook`.' })
export class UpdateWebhookPayload extends WebhookPayload {}

/** Id of the deleted webhook. */
@ObjectType({ description: 'The result of `deleteWebhook`.' })
export class DeleteWebhookPayload extends Payload {
  @Field(() => ID, {
    nullable: true,
    description:
      'The id from the input, for removing it from a cache. Null if there are `userErrors`.',
  })
  deletedId!: string | null;
}

/** The webhook as it is now. */
@ObjectType({ description: 'The webhook after `pauseWebhook`.' })
export class PauseWebhookPayload extends WebhookPayload {}

/** The webhook as it is now, and its waiting deliveries. */
@ObjectType({ description: 'The webhook after `resumeWebhook`, and the deliveries that waited.' })
export class ResumeWebhookPayload extends WebhookPayload {
  @Field(() => Int, {
    nullable: true,
    description:
      'Number of waiting deliveries that were released, or would be released in a dry run.',
  })
  waitingCount!: number | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Null when no deliveries were waiting.',
  })
  oldestWaitingAt!: Date | null;
}

/** The webhook as it is now. */
@ObjectType({ description: 'The webhook after `enableWebhook`.' })
export class EnableWebhookPayload extends WebhookPayload {}

/** The webhook as it is now. */
@ObjectType({ description: 'The webhook after `endPreviousSecret`.' })
export class EndPreviousSecretPayload extends WebhookPayload {}

/** The webhook and its new secret. */
@ObjectType({ description: 'The webhook with its new secret.' })
export class RegenerateSecretPayload extends SecretPayload {}
