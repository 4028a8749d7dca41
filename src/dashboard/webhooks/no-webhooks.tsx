import { Button, EmptyState } from '@mantine/core';
import { IconWebhook, IconZoomCancel } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { ScopedButton } from '../components/scoped-button.tsx';
import { describeFullPlan, usageDocument } from './usage.ts';

/** Says what a webhook is, and shows the first step. */
export function NoWebhooks() {
  const navigate = useNavigate();
  const [{ data }] = useQuery({ query: usageDocument });
  const isFull = data ? describeFullPlan(data.workspace) : null;
  return (
    <EmptyState
      my={48}
      maw={560}
      mx="auto"
      variant="light"
      icon={<IconWebhook aria-hidden />}
      title="No webhooks yet"
      description={
        <>
          A webhook is an address of your own server. When something happens in this workspace, such
          as a new rent or an item that runs low, Stockaj sends it there at once, signed, and tries
          again until it arrives.
        </>
      }
    >
      <EmptyState.Actions>
        <ScopedButton
          scope="webhooks:write"
          blockedReason={isFull}
          onClick={() => void navigate('/webhooks/new')}
        >
          Create the first webhook
        </ScopedButton>
      </EmptyState.Actions>
    </EmptyState>
  );
}

/** Says that no webhook matches, and shows them all again. */
export function NoMatches({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      my={48}
      icon={<IconZoomCancel aria-hidden />}
      title="No webhook matches"
      description="Another search or status may find it."
    >
      <EmptyState.Actions>
        <Button variant="default" onClick={onClear}>
          Show all webhooks
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}
