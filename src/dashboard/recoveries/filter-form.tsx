import { MultiSelect, Stack, Title } from '@mantine/core';
import type { ErrorCode } from '../api/graphql/graphql.ts';
import { useEventTypeNames } from '../components/use-event-type-names.ts';
import { errorWords } from '../deliveries/log/log-words.ts';
import type { FilterPartProps } from './filter-part-props.ts';
import { OtherConditions } from './other-conditions.tsx';
import { TimeFields } from './time-fields.tsx';
import { WebhookSelect } from './webhook-select.tsx';

const errorChoices = Object.entries(errorWords).map(([value, label]) => ({ value, label }));

/** Which failed deliveries are recovered. */
export function FilterForm({ filter, errors, onChange }: FilterPartProps) {
  const { names = [] } = useEventTypeNames();
  return (
    <Stack component="section" aria-labelledby="failed-deliveries" gap="md">
      <Title order={2} size="h4" id="failed-deliveries">
        Failed deliveries
      </Title>
      <TimeFields filter={filter} errors={errors} onChange={onChange} />
      <WebhookSelect filter={filter} errors={errors} onChange={onChange} />
      <MultiSelect
        label="Event types"
        placeholder={filter.eventTypes.length === 0 ? 'All' : ''}
        data={[...new Set([...names, ...filter.eventTypes])]}
        value={[...filter.eventTypes]}
        error={errors.eventTypes}
        onChange={(values) => onChange({ eventTypes: values })}
        searchable
        clearable
      />
      <MultiSelect
        label="Errors"
        placeholder={filter.errorCodes.length === 0 ? 'All' : ''}
        data={errorChoices}
        value={[...filter.errorCodes]}
        error={errors.errorCodes}
        onChange={(values) => onChange({ errorCodes: values as ErrorCode[] })}
        searchable
        clearable
      />
      <OtherConditions filter={filter} errors={errors} onChange={onChange} />
    </Stack>
  );
}
