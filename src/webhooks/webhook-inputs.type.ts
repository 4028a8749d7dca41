import 'reflect-metadata';
import { Field, ID, InputType, Int } from 'type-graphql';

const urlRule =
  'https only; a public address or name, port 443 or from 1024 up, no user name, no fragment.';
const eventsRule =
  'Names of `eventTypes`, at least one, each once; or `*` for all of them, which stands for any names beside it.';

const keyRule =
  '1 to 255 characters. When an answer is lost, repeat the call with the same key: within 24 hours nothing is done twice. A repeat returns the webhook with a CONFLICT, and no secret.';

/** What a webhook is made from. The URL is a String, since its text is checked before it is parsed. */
@InputType()
export class CreateWebhookInput {
  @Field(() => String, { description: '1 to 100 characters.' })
  name!: string;

  @Field(() => String, { description: urlRule })
  url!: string;

  @Field(() => [String], { description: eventsRule })
  events!: string[];

  @Field(() => Int, { nullable: true, defaultValue: 10, description: '1 to 30.' })
  timeoutSeconds?: number | null;

  @Field(() => String, { nullable: true, description: keyRule })
  idempotencyKey?: string | null;
}

/** Which webhook a mutation is about. */
@InputType()
class OneWebhookInput {
  @Field(() => ID)
  webhookId!: string;
}

/** Settings to change; the rules are those of a new webhook. */
@InputType({ description: 'What is left out or null stays as it is.' })
export class UpdateWebhookInput extends OneWebhookInput {
  @Field(() => String, { nullable: true, description: '1 to 100 characters.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: urlRule })
  url?: string | null;

  @Field(() => [String], { nullable: true, description: eventsRule })
  events?: string[] | null;

  @Field(() => Int, { nullable: true, description: '1 to 30.' })
  timeoutSeconds?: number | null;
}

/** The webhook to delete. */
@InputType()
export class DeleteWebhookInput extends OneWebhookInput {}

/** The webhook to pause. */
@InputType()
export class PauseWebhookInput extends OneWebhookInput {}

/** The webhook to resume. */
@InputType()
export class ResumeWebhookInput extends OneWebhookInput {
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Tells how many deliveries wait and changes nothing.',
  })
  dryRun?: boolean | null;
}

/** The webhook to enable. */
@InputType()
export class EnableWebhookInput extends OneWebhookInput {}

/** The webhook to give a new secret. */
@InputType()
export class RegenerateSecretInput extends OneWebhookInput {
  @Field(() => Int, {
    nullable: true,
    defaultValue: 0,
    description:
      'How long the previous secret signs as well, at most 7 days (604800). 0 cuts it at once.',
  })
  keepPreviousForSeconds?: number | null;

  @Field(() => String, { nullable: true, description: keyRule })
  idempotencyKey?: string | null;
}
