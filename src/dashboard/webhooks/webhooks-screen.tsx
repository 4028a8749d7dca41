import { Anchor, Skeleton, Table } from '@mantine/core';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../api/graphql/index.ts';
import { ErrorCard } from '../components/error-card.tsx';
import { ScreenTitle } from '../components/screen-title.tsx';
import { StatusBadge } from '../components/status-badge.tsx';

const webhooksDocument = graphql(/* GraphQL */ `
  query Webhooks {
    webhooks(first: 50) {
      nodes {
        id
        name
        url
        status
        health {
          failingSince
          statusMessage
        }
      }
    }
  }
`);

/** The webhooks of the workspace. */
export function WebhooksScreen() {
  const [{ data, error }, reload] = useQuery({ query: webhooksDocument });
  return (
    <>
      <ScreenTitle title="Webhooks" />
      {!data && error && (
        <ErrorCard error={error} onRetry={() => reload({ requestPolicy: 'network-only' })} />
      )}
      {!data && !error && <Skeleton height={200} />}
      {data && (
        <Table>
          <Table.Tbody>
            {data.webhooks.nodes.map(({ id, name, url, status, health }) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <Anchor component={Link} to={`/webhooks/${id}`}>
                    {name}
                  </Anchor>
                </Table.Td>
                <Table.Td>{url}</Table.Td>
                <Table.Td>
                  <StatusBadge
                    status={status}
                    isFailing={Boolean(health?.failingSince)}
                    message={health?.statusMessage ?? null}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </>
  );
}
