import { Button, EmptyState, List } from '@mantine/core';
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
    <EmptyState my={48} maw={560} mx="auto" variant="light" icon={<IconWebhook aria-hidden />}>
      <EmptyState.Title order={2}>No webhooks yet</EmptyState.Title>
      <EmptyState.Description>
        A webhook is a URL of your own server that receives events. When something happens in this
        workspace, such as a new rent or an item that runs low, Stockaj sends it there at once,
        signed. If your server does not accept it, it is sent again later.
      </EmptyState.Description>
      <FirstSteps />
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

function FirstSteps() {
  return (
    <List type="ordered" size="sm" my="sm" spacing={4} ta="start">
      <List.Item>Create a webhook: enter the URL, and choose the events.</List.Item>
      <List.Item>
        Store its secret, which is shown once. It proves that a request is ours.
      </List.Item>
      <List.Item>Send a test, and see here what your server answered.</List.Item>
    </List>
  );
}

/** Says that no webhook matches, and shows them all again. */
export function NoMatches({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState my={48} icon={<IconZoomCancel aria-hidden />}>
      <EmptyState.Title order={2}>No webhook matches</EmptyState.Title>
      <EmptyState.Description>Another search or status may find it.</EmptyState.Description>
      <EmptyState.Actions>
        <Button variant="default" onClick={onClear}>
          Show all webhooks
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}
