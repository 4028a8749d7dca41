import 'reflect-metadata';
import { GraphQLDateTime, GraphQLURL } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { encodeId, IdPrefix } from '../kernel/index.ts';
import { createConnectionType, NodeType } from '../kernel/graphql/index.ts';
import {
  statusReasonOf,
  WebhookStatus,
  webhookStatusOf,
  WebhookStatusReason,
} from './webhook-status.ts';
import type { Webhook } from './webhook.entity.ts';

registerEnumType(WebhookStatus, {
  name: 'WebhookStatus',
  description:
    'The first that applies of SUSPENDED, DISABLED, PAUSED and ACTIVE; `pausedAt` and `disabledAt` show what it hides.',
  valuesConfig: {
    SUSPENDED: { description: 'The plan has no room for it; it comes back by itself.' },
    DISABLED: { description: 'We stopped it; see the reason. `enableWebhook` takes it back.' },
    PAUSED: { description: 'A user stopped it. Deliveries are made and wait.' },
    ACTIVE: { description: 'Events are delivered.' },
  },
});

registerEnumType(WebhookStatusReason, {
  name: 'WebhookStatusReason',
  description: 'Why a webhook is SUSPENDED or DISABLED.',
  valuesConfig: {
    PLAN_LIMIT: { description: 'The workspace has more webhooks than its plan has room for.' },
    RECEIVER_GONE: { description: 'The receiver answered 410 Gone.' },
    FAILING: { description: 'A delivery failed for good and nothing had succeeded for days.' },
  },
});

/** A webhook as the API shows it. It has no secret to show. */
@ObjectType('Webhook', {
  implements: NodeType,
  description: 'A URL that a workspace registered to hear of its events.',
})
export class WebhookType extends NodeType {
  /** The id in the database; not a field. */
  uuid!: string;

  @Field(() => String)
  name!: string;

  @Field(() => GraphQLURL)
  url!: string;

  @Field(() => [String], { description: 'Names of event types, or `*` for all of them.' })
  events!: string[];

  @Field(() => Int, { description: 'How many seconds a request may take, 1 to 30.' })
  timeoutSeconds!: number;

  @Field(() => WebhookStatus)
  status!: WebhookStatus;

  @Field(() => WebhookStatusReason, {
    nullable: true,
    description: 'Null while the webhook is ACTIVE or PAUSED.',
  })
  statusReason!: WebhookStatusReason | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'Since when a user holds deliveries back, until `resumeWebhook`; null when nobody does. A webhook can be paused and disabled at once.',
  })
  pausedAt!: Date | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'Since when we send nothing because of its receiver, until `enableWebhook`; null when we do.',
  })
  disabledAt!: Date | null;

  @Field(() => String, { description: 'The last 4 characters of the secret.' })
  secretHint!: string;

  @Field(() => GraphQLDateTime)
  secretCreatedAt!: Date;

  @Field(() => GraphQLDateTime)
  createdAt!: Date;

  @Field(() => GraphQLDateTime)
  updatedAt!: Date;
}

/** A page of webhooks, newest first. */
export const WebhookConnectionType = createConnectionType('Webhook', WebhookType);

/** What the API shows of a row. Everything is named here, so that a new column is not shown by accident. */
export function toWebhookType(webhook: Webhook): WebhookType {
  return Object.assign(new WebhookType(), {
    id: encodeId(IdPrefix.webhook, webhook.id),
    uuid: webhook.id,
    name: webhook.name,
    url: webhook.url,
    events: webhook.events,
    timeoutSeconds: webhook.timeoutSeconds,
    status: webhookStatusOf(webhook),
    statusReason: statusReasonOf(webhook),
    pausedAt: webhook.pausedAt,
    disabledAt: webhook.disabledAt,
    secretHint: webhook.secretHint,
    secretCreatedAt: webhook.secretCreatedAt,
    createdAt: webhook.createdAt,
    updatedAt: webhook.updatedAt,
  });
}
