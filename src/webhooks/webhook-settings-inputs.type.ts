import 'reflect-metadata';
import { Field, InputType, Int } from 'type-graphql';
import { WebhookFilterInput } from '../filters/index.ts';
import { WebhookHeaderInput } from './headers/webhook-header.type.ts';
import { keyRule, OneWebhookInput } from './one-webhook-inputs.type.ts';
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

const descriptionRule = 'At most 500 characters, in one or more lines.';
const dryRunRule =
  'Makes every check and changes nothing, so that a form can show the errors before it saves.';

const headersRule =
  'At most 10, for the format JSON. Names and values together have at most 4,096 characters.';

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
    description: `JSON if it is not given. On the hosts of a chat service it must be given. ${formatRule}`,
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
