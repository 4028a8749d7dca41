import { Group, ScrollArea } from '@mantine/core';
import type { LogNavigation } from '../log/use-log-address.ts';
import { DeliveryFacets } from './delivery-facets.tsx';
import { OutcomeFacets } from './outcome-facets.tsx';
import { TextSearch } from './text-search.tsx';

interface FilterBarProps {
  navigation: LogNavigation;
  /** Whether the log is of several webhooks. */
  hasWebhooks: boolean;
}

/** All parts of the filter. Each choice is applied at once. */
export function FilterBar({ navigation, hasWebhooks }: FilterBarProps) {
  const { view, changeFilter } = navigation;
  const { filter } = view;
  return (
    <Group role="group" aria-label="Filters" gap="xs">
      <TextSearch
        key={filter.text}
        text={filter.text}
        onSearch={(text) => changeFilter({ text })}
      />
      {/* Room for the rings of focus, which the area would cut off. */}
      <ScrollArea type="never" maw="calc(100% + 8px)" m={-4}>
        <Group gap={6} wrap="nowrap" p={4}>
          <DeliveryFacets filter={filter} onChange={changeFilter} hasWebhooks={hasWebhooks} />
          <OutcomeFacets filter={filter} onChange={changeFilter} />
        </Group>
      </ScrollArea>
    </Group>
  );
}
