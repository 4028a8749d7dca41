import { Chip, Group, NativeSelect } from '@mantine/core';
import { useQuery } from 'urql';
import type { WebhookStatus } from '../api/graphql/graphql.ts';
import { toWords } from '../words/to-words.ts';
import { writeNumber } from '../words/numbers.ts';
import { orders, statuses, type ListView, type OrderName } from './list-view.ts';
import { SearchField } from './search-field.tsx';
import { usageDocument } from './usage.ts';
import type { ChangeView } from './use-list-view.ts';

interface ListFiltersProps {
  view: ListView;
  change: ChangeView;
}

/** Chooses which webhooks are listed, and in which order. */
export function ListFilters({ view, change }: ListFiltersProps) {
  return (
    <Group gap="sm" mb="sm" role="search" aria-label="Webhooks">
      <SearchField
        value={view.search}
        onSearch={(search) => change({ search }, { replace: true })}
      />
      <StatusChips chosen={view.statuses} onChoose={(chosen) => change({ statuses: chosen })} />
      <NativeSelect
        aria-label="Order"
        ml={{ base: 0, sm: 'auto' }}
        value={view.order}
        onChange={({ currentTarget }) => change({ order: currentTarget.value as OrderName })}
        data={Object.entries(orders).map(([value, { label }]) => ({ value, label }))}
      />
    </Group>
  );
}

interface StatusChipsProps {
  chosen: WebhookStatus[];
  onChoose: (statuses: WebhookStatus[]) => void;
}

function StatusChips({ chosen, onChoose }: StatusChipsProps) {
  const [{ data }] = useQuery({ query: usageDocument });
  const counts = data?.workspace.webhookCounts;
  return (
    <Chip.Group
      multiple
      value={chosen}
      onChange={(values) => onChoose(statuses.filter((status) => values.includes(status)))}
    >
      <Group gap={6} role="group" aria-label="Status">
        {statuses.map((status) => (
          <Chip key={status} value={status} size="xs" variant="outline">
            {toWords(status)}
            {counts && ` ${writeNumber(counts[toKey(status)])}`}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}

function toKey(status: WebhookStatus) {
  return status.toLowerCase() as Lowercase<WebhookStatus>;
}
