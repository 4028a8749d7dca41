import { Skeleton } from '@mantine/core';
import { ErrorCard } from '../../components/error-card.tsx';
import { useEventTypeNames } from '../../components/use-event-type-names.ts';
import { Choices } from './choices.tsx';
import type { FacetPartProps } from './facet-props.ts';

/** The event types of the catalogue. */
export function EventTypeChoices({ filter, onChange }: FacetPartProps) {
  const { names, error, reload } = useEventTypeNames();
  if (!names && error) return <ErrorCard error={error} onRetry={reload} />;
  if (!names) return <Skeleton height={240} width={180} />;
  return (
    <Choices
      label="Event type"
      words={Object.fromEntries(names.map((name) => [name, name]))}
      chosen={filter.eventTypes}
      onChange={(eventTypes) => onChange({ eventTypes })}
    />
  );
}
