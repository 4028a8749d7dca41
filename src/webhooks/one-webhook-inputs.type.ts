import 'reflect-metadata';
import { Field, ID, InputType, Int } from 'type-graphql';

/** The rule of an `idempotencyKey`, for its descriptions. */
export const keyRule =
  '1 to 255 characters. If the response is lost, repeat the call with the same key: within 24 hours nothing is done twice. A repeat returns the webhook with a CONFLICT error and no secret.';

/** The webhook that a mutation applies to. */
@InputType()
export class OneWebhookInput {
  @Field(() => ID, {
    description: 'A webhook of the workspace that is not deleted; any other is NOT_FOUND.',
  })
  webhookId!: string;
}

/** The webhook to delete. */
@InputType({ description: 'The webhook to delete.' })
export class DeleteWebhookInput extends OneWebhookInput {}

/** The webhook to pause. */
@InputType({ description: 'The webhook to pause. One that is paused already stays as it is.' })
export class PauseWebhookInput extends OneWebhookInput {}

/** The webhook to resume. */
@InputType({ description: 'The webhook to resume.' })
export class ResumeWebhookInput extends OneWebhookInput {
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Only returns how many deliveries are waiting, and changes nothing.',
  })
  dryRun?: boolean | null;
}

/** The webhook to enable. */
@InputType({ description: 'The webhook to enable. One that is not DISABLED keeps its status.' })
export class EnableWebhookInput extends OneWebhookInput {}

/** The webhook whose previous secret is to end. */
@InputType({ description: 'The webhook whose previous secret is to end.' })
export class EndPreviousSecretInput extends OneWebhookInput {}

/** The webhook to give a new secret. */
@InputType({
  description: 'The webhook that is to get a new secret, and how long the previous one signs too.',
})
export class RegenerateSecretInput extends OneWebhookInput {
  @Field(() => Int, {
    nullable: true,
    defaultValue: 0,
    description:
      'Seconds that the previous secret still signs too, at most 7 days (604800). 0 ends it at once.',
  })
  keepPreviousForSeconds?: number | null;

  @Field(() => String, { nullable: true, description: keyRule })
  idempotencyKey?: string | null;
}
