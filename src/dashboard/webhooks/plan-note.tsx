import { Alert, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from 'urql';
import { countWebhooks } from '../words/numbers.ts';
import { describeOffer, describePlan, usageDocument } from './usage.ts';

/** Says, when the plan is full, what the next one gives. */
export function PlanNote() {
  const [{ data }] = useQuery({ query: usageDocument });
  if (!data) return null;
  const { webhookCount, webhookLimit, webhookCounts, nextPlan } = data.workspace;
  if (webhookLimit === null || webhookCount < webhookLimit) return null;
  const suspended = webhookCounts?.suspended ?? 0;
  return (
    <Alert color="orange" icon={<IconInfoCircle size={18} />} mb="md" py="xs">
      <Text size="sm">
        {describePlan(data.workspace)}{' '}
        {nextPlan && `${describeOffer(nextPlan)}: the plan is changed in Stockaj.`}
        {suspended > 0 &&
          ` ${countWebhooks(suspended)} beyond the limit ${suspended === 1 ? 'is' : 'are'} suspended.`}
      </Text>
    </Alert>
  );
}
