import 'reflect-metadata';
import { GraphQLDateTime, GraphQLJSON, GraphQLURL } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import type { WebhookFilter } from '../filters/index.ts';
import { encodeId, IdPrefix } from '../kernel/index.ts';
import { createCountedConnectionType, NodeType } from '../kernel/graphql/index.ts';
import { toHeaderType, WebhookHeaderType } from './headers/webhook-header.type.ts';
import './webhook-enums.type.ts';
import { WebhookFormat } from './webhook-format.ts';
import {
  statusReasonOf,
  WebhookStatus,
  webhookStatusOf,
  WebhookStatusReason,
} from './webhook-status.ts';
import type { ShownWebhook } from './webhook.entity.ts';

/** A webhook in the API, without its secrets. */
@ObjectType('Webhook', {
  implements: NodeType,
  description: 'A URL that a workspace registered to receive its events.',
})
export class WebhookType extends NodeType {
  /** Id in the database; not exposed as a field. */
  uuid!: string;

  /** Shown by `health`; not a field. */
  failingSince!: Date | null;

  /** Shown by `health`; not a field. */
  coolingDownUntil!: Date | null;

  @Field(() => String, { description: 'One line, 1 to 100 characters. Need not be unique.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'A note for people.' })
  description!: string | null;

  @Field(() => GraphQLURL, {
    description:
      'Where requests go. May hold a password of the receiver in its path or query: do not show it to everyone. For a chat format, whose URL is a credential, only its origin and its last 4 characters.',
  })
  url!: string;

  @Field(() => WebhookFormat, { description: 'The event itself, or a message for a chat service.' })
  format!: WebhookFormat;

  @Field(() => String, {
    nullable: true,
    description:
      'The text of chat messages, with placeholders such as `{{data.rent.status}}`. Null for JSON, and if messages have the words that we choose for each event type.',
  })
  messageText!: string | null;

  @Field(() => [String], {
    description:
      'Names of event types, `rent.*`, `item.*` or `renter.*` for all of a kind, or `*` for all of them.',
  })
  events!: string[];

  @Field(() => GraphQLJSON, {
    nullable: true,
    description:
      'Which events of these types the webhook gets, in the form of a `WebhookFilterInput` without nulls. Null: all of them.',
  })
  filter!: WebhookFilter | null;

  @Field(() => Int, { description: 'Seconds that a request may take, 1 to 30.' })
  timeoutSeconds!: number;

  @Field(() => [WebhookHeaderType], {
    description: 'Sent with each request beside ours, in this order. Empty for a chat format.',
  })
  headers!: WebhookHeaderType[];

  @Field(() => WebhookStatus, {
    description: 'The state that counts now; several can hold at once.',
  })
  status!: WebhookStatus;

  @Field(() => WebhookStatusReason, {
    nullable: true,
    description: 'Null while the webhook is ACTIVE or PAUSED.',
  })
  statusReason!: WebhookStatusReason | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'When a user paused the webhook; null when it is not paused. A webhook can be paused and disabled at once.',
  })
  pausedAt!: Date | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'When we disabled the webhook because of its receiver; null when it is not disabled.',
  })
  disabledAt!: Date | null;

  @Field(() => String, { description: 'The last 4 characters of the secret.' })
  secretHint!: string;

  @Field(() => GraphQLDateTime, {
    description: 'When the present secret was made, by `createWebhook` or `regenerateSecret`.',
  })
  secretCreatedAt!: Date;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'The previous secret signs too until this time. Null if only one secret signs.',
  })
  previousSecretEndsAt!: Date | null;

  @Field(() => Int, {
    description:
      'Rises with each change of the settings and of the status, whoever makes it. Pass it to `updateWebhook`, so that it refuses to overwrite a change that you have not seen.',
  })
  version!: number;

  @Field(() => GraphQLDateTime, {
    description: 'Lists are sorted by it unless `orderBy` says otherwise.',
  })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, {
    description: 'When the settings, the secrets or the status last changed, whoever changed them.',
  })
  updatedAt!: Date;
}

/** A page of webhooks. */
export const WebhookConnectionType = createCountedConnectionType('Webhook', WebhookType);

/** Converts a row for the API. Fields are listed one by one, so that a new column is not exposed by accident. */
export function toWebhookType(webhook: ShownWebhook): WebhookType {
  return Object.assign(new WebhookType(), {
    id: encodeId(IdPrefix.webhook, webhook.id),
    uuid: webhook.id,
    name: webhook.name,
    description: webhook.description,
    url: webhook.url,
    format: webhook.format,
    messageText: webhook.messageText ?? null,
    events: webhook.events,
    filter: webhook.filter ?? null,
    timeoutSeconds: webhook.timeoutSeconds,
    headers: webhook.headers.map(toHeaderType),
    status: webhookStatusOf(webhook),
    statusReason: statusReasonOf(webhook),
    pausedAt: webhook.pausedAt,
    disabledAt: webhook.disabledAt,
    secretHint: webhook.secretHint,
    secretCreatedAt: webhook.secretCreatedAt,
    previousSecretEndsAt: webhook.previousSecretEndsAt,
    version: webhook.revision,
    failingSince: webhook.failingSince,
    coolingDownUntil: webhook.coolingDownUntil,
    createdAt: webhook.createdAt,
    updatedAt: webhook.updatedAt,
  });
}
