import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useQuery } from 'urql';
import type { FilterPartProps } from './filter-part-props.ts';
import { firstWebhooksDocument, recoveryWebhooksDocument } from './recovery-documents.ts';

const searchAfterMs = 250;

/** The webhooks whose deliveries are recovered; the service searches among many. */
export function WebhookSelect({ filter, errors, onChange }: FilterPartProps) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), searchAfterMs);
  const [first] = useQuery({ query: firstWebhooksDocument, requestPolicy: 'cache-first' });
  const [found] = useQuery({
    query: recoveryWebhooksDocument,
    variables: { search },
    pause: search === '',
  });
  const labels = new Map([
    ...filter.webhookIds.map((id) => [id, id] as const),
    ...[first.data, found.data].flatMap((data) =>
      (data?.webhooks.nodes ?? []).map(({ id, name }) => [id, name] as const),
    ),
  ]);
  return (
    <MultiSelect
      label="Webhooks"
      placeholder={filter.webhookIds.length === 0 ? 'All' : ''}
      data={[...labels].map(([value, label]) => ({ value, label }))}
      value={[...filter.webhookIds]}
      error={errors.webhookIds}
      onChange={(webhookIds) => onChange({ webhookIds })}
      onSearchChange={setTyped}
      nothingFoundMessage="No webhook matches"
      limit={100}
      searchable
      clearable
    />
  );
}
