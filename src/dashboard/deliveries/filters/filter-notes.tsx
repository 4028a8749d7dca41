import { Alert, Button, Group, Text } from '@mantine/core';
import { useRef } from 'react';
import type { CombinedError } from 'urql';
import type { LogNavigation } from '../log/use-log-address.ts';
import { ConditionChip } from './condition-chip.tsx';
import { describeFilter } from './describe-filter.ts';

interface FilterNotesProps {
  navigation: LogNavigation;
  /** Why the service does not take the filter. */
  error: CombinedError | null;
  /** The webhook whose log it is. */
  webhookId: string | null;
}

/** The filter in words, what of the address was not understood, and what the service says about it. */
export function FilterNotes({ navigation, error, webhookId }: FilterNotesProps) {
  const { view, ignored, isFiltered, changeFilter, clearFilter } = navigation;
  const chips = useRef<HTMLDivElement>(null);
  const conditions = describeFilter(view.filter).filter(
    (condition) => webhookId === null || condition.webhookId === undefined,
  );
  const keepFocus = () => chips.current?.focus();
  return (
    <div ref={chips} tabIndex={-1} style={{ outline: 'none' }}>
      {(isFiltered || error) && (
        <Group gap={6} mt="xs" role="group" aria-label="Conditions">
          {conditions.map((condition) => (
            <ConditionChip
              key={JSON.stringify(condition)}
              condition={condition}
              onRemove={() => {
                changeFilter(condition.removal);
                keepFocus();
              }}
            />
          ))}
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => {
              clearFilter();
              keepFocus();
            }}
          >
            Clear
          </Button>
        </Group>
      )}
      {ignored.length > 0 && (
        <Text size="sm" mt="xs" role="status" className="foreign-text">
          Ignored in the address, since it is not known: {ignored.join(', ')}.
        </Text>
      )}
      {error && (
        <Alert color="red" mt="xs" role="alert" title="The service does not take this filter">
          {error.graphQLErrors[0]?.message}
        </Alert>
      )}
    </div>
  );
}
