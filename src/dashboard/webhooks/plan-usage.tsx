import { Group, Progress, Text } from '@mantine/core';
import { useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { ScopedButton } from '../components/scoped-button.tsx';
import { countWebhooks } from '../words/numbers.ts';
import { describeFullPlan, usageDocument } from './usage.ts';

/** The button for a new webhook, beside how much of the plan is in use. */
export function PlanUsage() {
  const [{ data }] = useQuery({ query: usageDocument });
  const navigate = useNavigate();
  return (
    <>
      {data && <Usage {...data.workspace} />}
      <ScopedButton
        scope="webhooks:write"
        blockedReason={data ? describeFullPlan(data.workspace) : null}
        onClick={() => void navigate('/webhooks/new')}
      >
        New webhook
      </ScopedButton>
    </>
  );
}

function Usage({
  webhookCount,
  webhookLimit,
}: {
  webhookCount: number;
  webhookLimit: number | null;
}) {
  if (webhookLimit === 0 && webhookCount === 0) return null; // the note below says why
  if (webhookLimit === null) {
    return (
      <Text size="sm" c="dimmed">
        {countWebhooks(webhookCount)}
      </Text>
    );
  }
  const share = Math.min(100, (webhookCount / webhookLimit) * 100);
  return (
    <Group gap="xs" wrap="nowrap">
      <Text size="sm" c="dimmed">
        {webhookCount} of {webhookLimit} in use
      </Text>
      <Progress
        value={share}
        w={72}
        size="sm"
        {...(webhookCount >= webhookLimit && { color: 'orange' })}
        aria-label="Webhooks of the plan in use"
      />
    </Group>
  );
}
