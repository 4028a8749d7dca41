import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from 'urql';
import { graphql } from '../../api/graphql/index.ts';
import type { Condition } from './describe-filter.ts';

const nameDocument = graphql(/* GraphQL */ `
  query DeliveriesWebhookName($id: ID!) {
    webhook(id: $id) {
      id
      name
    }
  }
`);

interface ConditionChipProps {
  condition: Condition;
  onRemove: () => void;
}

/** A condition of the filter, with a way to remove it. */
export function ConditionChip({ condition, onRemove }: ConditionChipProps) {
  const { label, value, webhookId } = condition;
  const [{ data }] = useQuery({
    query: nameDocument,
    variables: { id: webhookId ?? '' },
    pause: webhookId === undefined,
    requestPolicy: 'cache-first',
  });
  const text = `${label}: ${data?.webhook?.name ?? value}`;
  return (
    <Button
      size="compact-xs"
      variant="default"
      maw="100%"
      aria-label={`Remove the condition ${text}`}
      rightSection={<IconX size={12} aria-hidden />}
      onClick={onRemove}
    >
      <span className="foreign-text">{text}</span>
    </Button>
  );
}
