import { Button, Group, List, Text } from '@mantine/core';
import { useQuery } from 'urql';
import { describeOffer, describePlan, usageDocument } from '../../webhooks/usage.ts';
import type { DialogBodyProps } from './dialog-body.ts';
import { WebhookName } from './webhook-name.tsx';

/** Says what ends the suspension of a webhook that is beyond the limit of the plan. */
export function RoomDialog({ webhook: { name }, close }: DialogBodyProps) {
  const [{ data }] = useQuery({ query: usageDocument });
  const workspace = data?.workspace;
  const excess = workspace ? workspace.webhookCount - (workspace.webhookLimit ?? Infinity) : 0;
  return (
    <>
      <Text size="sm" mb="xs">
        <WebhookName name={name} /> gets no events.{' '}
        {workspace &&
          `${describePlan(workspace)} This workspace has ${workspace.webhookCount}, and the newest beyond the limit are suspended.`}
      </Text>
      <Text size="sm" mb="xs">
        It resumes by itself when there is room:
      </Text>
      <List size="sm" spacing={4}>
        {workspace?.nextPlan && (
          <List.Item>
            with another plan: {describeOffer(workspace.nextPlan)}. The plan is changed in Stockaj.
          </List.Item>
        )}
        {workspace?.webhookLimit !== 0 && (
          <List.Item>
            or when {excess > 1 ? 'older webhooks are' : 'another webhook is'} deleted.
          </List.Item>
        )}
      </List>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={close} data-autofocus>
          Close
        </Button>
      </Group>
    </>
  );
}
