import { Alert, Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { WebhookFormNewQuery } from '../api/graphql/graphql.ts';

type Usage = WebhookFormNewQuery['workspace'];

/** Says why the plan permits no further webhook; null when it permits one. */
export function describeFullPlan({ plan, webhookCount, webhookLimit }: Usage): string | null {
  if (webhookLimit === null || webhookCount < webhookLimit) return null;
  if (webhookLimit === 0) return `The plan ${plan} has no webhooks. Change the plan to create one.`;
  return `The plan ${plan} allows ${webhookLimit} webhooks, and this workspace has ${webhookCount}. Delete one or change the plan.`;
}

/** Says before the form is filled in that it cannot be saved, or how many webhooks are left. */
export function PlanNotice({ usage }: { usage: Usage }) {
  const { webhookCount, webhookLimit } = usage;
  const reason = describeFullPlan(usage);
  if (reason === null) {
    return (
      webhookLimit !== null && (
        <Text size="sm" c="dimmed">
          {webhookCount} of {webhookLimit} webhooks of the plan are in use.
        </Text>
      )
    );
  }
  return (
    <Alert color="orange" title="The plan permits no further webhook" role="status">
      {reason}{' '}
      <Anchor component={Link} to="/webhooks" inherit>
        Show the webhooks
      </Anchor>
    </Alert>
  );
}
