import { registerEnumType } from 'type-graphql';
import { WebhookFormat } from './webhook-format.ts';
import { WebhookStatus, WebhookStatusReason } from './webhook-status.ts';

registerEnumType(WebhookStatus, {
  name: 'WebhookStatus',
  description:
    'The first that applies of SUSPENDED, DISABLED, PAUSED and ACTIVE. `pausedAt` and `disabledAt` show the hidden states.',
  valuesConfig: {
    SUSPENDED: {
      description: 'Beyond the limit of the plan; resumes automatically when there is room.',
    },
    DISABLED: { description: 'We stopped it; see the reason. `enableWebhook` starts it again.' },
    PAUSED: { description: 'A user paused it. New deliveries wait.' },
    ACTIVE: { description: 'Events are delivered.' },
  },
});

registerEnumType(WebhookStatusReason, {
  name: 'WebhookStatusReason',
  description: 'Why a webhook is SUSPENDED or DISABLED.',
  valuesConfig: {
    PLAN_LIMIT: { description: 'The workspace has more webhooks than its plan allows.' },
    RECEIVER_GONE: {
      description:
        'The receiver answered 410 Gone, or a chat service said that the URL is no longer valid.',
    },
    FAILING: {
      description: 'A delivery failed for the last time, and none had succeeded for days.',
    },
  },
});

registerEnumType(WebhookFormat, {
  name: 'WebhookFormat',
  description: 'The body of the requests of a webhook.',
  valuesConfig: {
    JSON: { description: 'The event, signed. Receivers verify it with the secret.' },
    SLACK: { description: 'A message for an incoming webhook of Slack.' },
    DISCORD: { description: 'A message for a webhook of a Discord channel.' },
    TEAMS: { description: 'An Adaptive Card for a webhook or workflow of Microsoft Teams.' },
    GOOGLE_CHAT: { description: 'A card for a webhook of a Google Chat space.' },
  },
});
