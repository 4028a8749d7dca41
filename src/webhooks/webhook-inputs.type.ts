import 'reflect-metadata';
import { Field, ID, InputType, Int } from 'type-graphql';
import { WebhookFilterInput } from '../filters/index.ts';
import { WebhookFormat } from './webhook-format.ts';

const urlRule =
  'An https URL with a public address or name, port 443 or 1024 and above, no user name and no fragment.';
const formatRule =
  'A chat format is accepted for the hosts of its service, and for those that the operator allows. The URL is then a credential: it is stored encrypted, and no query shows all of it.';
const messageTextRule =
  'For chat formats only: the text of each message, at most 2,000 characters, with placeholders such as `{{data.rent.status}}` or `{{data.rent.startsAt | date}}`. Paths are checked against the `events`.';
const eventsRule =
  'At least one name from `eventTypes`, each once; `rent.*`, `item.*` or `renter.*` for all of a kind, including later ones; or `*` for all. Names that another one covers are dropped.';

const filterRule =
  'Decides about each event when it is published. Tests, resends and recoveries ignore it.';

const keyRule =
  '1 to 255 characters. If the response is lost, repeat the call with the same key: within 24 hours nothing is done twice. A repeat returns the webhook with a CONFLICT error and no secret.';

const descriptionRule = 'At most 500 characters, in one or more lines.';
const dryRunRule =
  'Makes every check and changes nothing, so that a form can show the errors before it saves.';

const headersRule =
  'At most 10, for the format JSON. Names and values together have at most 4,096 characters.';

/** A custom header. */
@InputType({ description: 'A header that a webhook adds to its requests.' })
export class WebhookHeaderInput {
  @Field(() => String, {
    description:
      'At most 64 letters, digits and hyphens, each name once. Names that we send, or that would change the request, are refused, such as `webhook-*`, `content-*`, `host` and `cookie`; `authorization` is allowed.',
  })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description:
      '1 to 1,024 visible ASCII characters, with spaces and tabs inside. Omitted or null in an update: a header that stays secret, or becomes so, keeps its value. A secret value must be given again when the URL gets another host or port.',
  })
  value?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Stores the value encrypted; no query and no log shows it again.',
  })
  isSecret?: boolean | null;
}

/** Settings of a new webhook. The URL is a String, because its raw text is checked before parsing. */
@InputType({ description: 'The settings of a new webhook.' })
export class CreateWebhookInput {
  @Field(() => String, { description: '1 to 100 characters.' })
  name!: string;

  @Field(() => String, { description: urlRule })
  url!: string;

  @Field(() => [String], { description: eventsRule })
  events!: string[];

  @Field(() => WebhookFilterInput, {
    nullable: true,
    description: `${filterRule} Without one, the webhook gets all events of its types.`,
  })
  filter?: WebhookFilterInput | null;

  @Field(() => WebhookFormat, {
    nullable: true,
    defaultValue: WebhookFormat.JSON,
    description: formatRule,
  })
  format?: WebhookFormat | null;

  @Field(() => String, { nullable: true, description: messageTextRule })
  messageText?: string | null;

  @Field(() => Int, { nullable: true, defaultValue: 10, description: '1 to 30.' })
  timeoutSeconds?: number | null;

  @Field(() => String, { nullable: true, description: descriptionRule })
  description?: string | null;

  @Field(() => [WebhookHeaderInput], { nullable: true, description: headersRule })
  headers?: WebhookHeaderInput[] | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Begins as PAUSED: its deliveries wait for `resumeWebhook`.',
  })
  isPaused?: boolean | null;

  @Field(() => String, { nullable: true, description: keyRule })
  idempotencyKey?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: `${dryRunRule} The \`idempotencyKey\` is not used up. \`webhook\` and \`secret\` are null.`,
  })
  dryRun?: boolean | null;
}

/** The webhook that a mutation applies to. */
@InputType()
class OneWebhookInput {
  @Field(() => ID, {
    description: 'A webhook of the workspace that is not deleted; any other is NOT_FOUND.',
  })
  webhookId!: string;
}

/** Settings to change, by the same rules as for a new webhook. */
@InputType({ description: 'Fields that are omitted or null stay unchanged.' })
export class UpdateWebhookInput extends OneWebhookInput {
  @Field(() => String, { nullable: true, description: '1 to 100 characters.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `${urlRule} The masked URL of a chat format, sent back, stands for the present one.`,
  })
  url?: string | null;

  @Field(() => WebhookFormat, {
    nullable: true,
    description: `${formatRule} A change from a chat format to JSON needs the \`url\` too.`,
  })
  format?: WebhookFormat | null;

  @Field(() => String, {
    nullable: true,
    description: `${messageTextRule} An empty text removes it.`,
  })
  messageText?: string | null;

  @Field(() => [String], { nullable: true, description: eventsRule })
  events?: string[] | null;

  @Field(() => WebhookFilterInput, {
    nullable: true,
    description: `${filterRule} An empty object removes it. The present filter must suit new \`events\` too.`,
  })
  filter?: WebhookFilterInput | null;

  @Field(() => Int, { nullable: true, description: '1 to 30.' })
  timeoutSeconds?: number | null;

  @Field(() => String, {
    nullable: true,
    description: `${descriptionRule} An empty text removes it.`,
  })
  description?: string | null;

  @Field(() => [WebhookHeaderInput], {
    nullable: true,
    description: `Replaces all present ones; an empty list removes them, as a change to a chat format needs. ${headersRule}`,
  })
  headers?: WebhookHeaderInput[] | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The `version` of the webhook that you have seen. If it is not the present one, the result is a CONFLICT.',
  })
  version?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: `${dryRunRule} \`webhook\` is the unchanged webhook.`,
  })
  dryRun?: boolean | null;
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
