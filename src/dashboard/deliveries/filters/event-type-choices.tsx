import { Skeleton } from '@mantine/core';
import { useQuery } from 'urql';
import { graphql } from '../../api/graphql/index.ts';
import { ErrorCard } from '../../components/error-card.tsx';
import { Choices } from './choices.tsx';
import type { FacetPartProps } from './facet-props.ts';

const typesDocument = graphql(/* GraphQL */ `
  query DeliveriesEventTypes {
    eventTypes {
      name
    }
  }
`);

/** The event types of the catalogue. */
export function EventTypeChoices({ filter, onChange }: FacetPartProps) {
  const [{ data, error }, load] = useQuery({ query: typesDocument, requestPolicy: 'cache-first' });
  if (!data && error) return <ErrorCard error={error} onRetry={() => load()} />;
  if (!data) return <Skeleton height={240} width={180} />;
  return (
    <Choices
      label="Event type"
      words={Object.fromEntries(data.eventTypes.map(({ name }) => [name, name]))}
      chosen={filter.eventTypes}
      onChange={(eventTypes) => onChange({ eventTypes })}
    />
  );
}
