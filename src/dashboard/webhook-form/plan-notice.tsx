import { Alert, Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { WebhookFormNewQuery } from '../api/graphql/graphql.ts';
import { describeFullPlan } from '../webhooks/usage.ts';
import { countWebhooks } from '../words/numbers.ts';

/** Says before the form is filled in that it cannot be saved, or how many webhooks the plan allows. */
export function PlanNotice({ usage }: { usage: WebhookFormNewQuery['workspace'] }) {
  const { webhookCount, webhookLimit } = usage;
  const reason = describeFullPlan(usage);
  if (reason !== null) {
    return (
      <Alert color="orange" title="The plan permits no further webhook" role="status">
        {reason}{' '}
        {webhookCount > 0
          ? 'Delete a webhook, or change the plan in Stockaj.'
          : 'The plan is changed in Stockaj.'}{' '}
        <Anchor
          component={Link}
          to="/webhooks"
          c="var(--mantine-color-text)"
          inherit
          underline="always"
        >
          Show the webhooks
        </Anchor>
      </Alert>
    );
  }
  if (webhookLimit === null) return null;
  return (
    <Text size="sm" c="dimmed">
      {webhookCount} of {countWebhooks(webhookLimit)} of the plan are in use.
    </Text>
  );
}
