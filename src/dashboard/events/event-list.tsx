import { Alert, Anchor, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { RelativeTime } from '../components/relative-time.tsx';
import { describeTime } from '../words/times.ts';
import type { EventsPage } from './event-documents.ts';
import { isFiltered, type EventChoice } from './event-filter.ts';
import { Pager } from '../components/pager.tsx';

interface EventListProps {
  page: EventsPage;
  choice: EventChoice;
  choose: (change: Partial<EventChoice>) => void;
}

/** A page of events. */
export function EventList({ page, choice, choose }: EventListProps) {
  const { nodes, searchedUntil, pageInfo } = page;
  return (
    <>
      {nodes.length === 0 && searchedUntil === null && <NoEvents isFiltered={isFiltered(choice)} />}
      {nodes.length > 0 && <EventTable events={nodes} />}
      {searchedUntil !== null && (
        <Alert color="gray" mt="sm">
          Searched until {describeTime(searchedUntil)}. Older events are on the next page.
        </Alert>
      )}
      <Pager
        pageInfo={pageInfo}
        onTurn={({ side, cursor }) => choose({ [side === 'after' ? 'next' : 'previous']: cursor })}
      />
    </>
  );
}

function EventTable({ events }: { events: EventsPage['nodes'] }) {
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table aria-label="Events" verticalSpacing={6} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Type</Table.Th>
            <Table.Th>Occurred</Table.Th>
            <Table.Th visibleFrom="xs">Id</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {events.map(({ id, type, occurredAt, erasedAt }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <Anchor component={Link} to={`/events/${id}`} inherit>
                  {type}
                </Anchor>
                {erasedAt !== null && ' (erased)'}
              </Table.Td>
              <Table.Td>
                <RelativeTime time={occurredAt} />
              </Table.Td>
              <Table.Td visibleFrom="xs">
                <Text size="xs" ff="monospace">
                  {id}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function NoEvents({ isFiltered: hasFilter }: { isFiltered: boolean }) {
  return (
    <Text>
      {hasFilter
        ? 'No event matches this filter.'
        : 'There are no events yet. An event is published when a rent, an item or a renter changes.'}
    </Text>
  );
}
