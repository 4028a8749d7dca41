import { Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../api/graphql/index.ts';
import { ErrorCard } from '../../components/error-card.tsx';
import { Choices } from './choices.tsx';
import type { FacetPartProps } from './facet-props.ts';

const webhooksDocument = graphql(/* GraphQL */ `
  query DeliveriesWebhooks($search: String) {
    webhooks(first: 10, search: $search, orderBy: { field: NAME }) {
      nodes {
        id
        name
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`);

const searchDelayMs = 300;

/** The webhooks whose deliveries are shown, found by name or URL. */
export function WebhookChoices({ filter, onChange }: FacetPartProps) {
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search.trim(), searchDelayMs);
  const variables = { search: wanted || null };
  const [{ data, error }, load] = useQuery({ query: webhooksDocument, variables });
  const found = data?.webhooks.nodes ?? [];
  const others = filter.webhookIds.filter((id) => !found.some((webhook) => webhook.id === id));
  return (
    <Stack gap="xs" w={260}>
      <TextInput
        size="xs"
        label="Search by name or URL"
        value={search}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
      />
      {!data && error && <ErrorCard error={error} onRetry={() => load()} />}
      {!data && !error && <Skeleton height={200} />}
      {data && (
        <Choices
          label="Webhook"
          words={Object.fromEntries(found.map(({ id, name }) => [id, name]))}
          chosen={filter.webhookIds}
          onChange={(ids) => onChange({ webhookIds: [...new Set([...others, ...ids])] })}
        />
      )}
      {data?.webhooks.pageInfo.hasNextPage && (
        <Text size="xs" c="dimmed">
          There are more. Search for others.
        </Text>
      )}
      {data && found.length === 0 && <Text size="sm">No webhook is found.</Text>}
    </Stack>
  );
}
