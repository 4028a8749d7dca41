import { Button, Skeleton } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { ErrorCard } from '../components/error-card.tsx';
import { ScreenTitle } from '../components/screen-title.tsx';
import { eventsDocument } from './event-documents.ts';
import {
  readEventChoice,
  toEventVariables,
  writeEventChoice,
  type EventChoice,
} from './event-filter.ts';
import { EventFilters } from './event-filters.tsx';
import { EventList } from './event-list.tsx';

const pageSize = 50;

/** The events of the workspace. */
export function EventsScreen() {
  const [params, setParams] = useSearchParams();
  const choice = readEventChoice(params);
  const [{ data, error, fetching }, reload] = useQuery({
    query: eventsDocument,
    variables: toEventVariables(choice, pageSize),
  });
  const loadAgain = () => reload({ requestPolicy: 'network-only' });
  const choose = (change: Partial<EventChoice>) =>
    setParams(writeEventChoice({ ...choice, next: null, previous: null, ...change }));
  return (
    <>
      <ScreenTitle title="Events">
        <Button
          variant="default"
          loading={fetching}
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={loadAgain}
        >
          Load again
        </Button>
      </ScreenTitle>
      <EventFilters choice={choice} choose={choose} />
      {!data && error && <ErrorCard error={error} onRetry={loadAgain} />}
      {!data && !error && <Skeleton height={400} />}
      {data && <EventList page={data.events} choice={choice} choose={choose} />}
    </>
  );
}
