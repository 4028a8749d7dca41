import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import type { WebhooksPageQueryVariables } from '../api/graphql/graphql.ts';
import { useRefresh } from '../api/use-refresh.ts';
import { serverNow } from '../session/server-clock.ts';
import { activityDocument, type HourOfActivity } from './list-documents.ts';

const hourMs = 3_600_000;
const refreshMs = 60_000;

/** Loads the last 24 hours of the webhooks on the page, once the page itself is there, and again each minute. */
export function useActivity(
  variables: WebhooksPageQueryVariables,
  isWaiting: boolean,
): ReadonlyMap<string, readonly HourOfActivity[] | null> {
  const [since, setSince] = useState(findSince);
  const [{ data }, reload] = useQuery({
    query: activityDocument,
    variables: { ...variables, since },
    pause: isWaiting,
  });
  useRefresh(() => {
    setSince(findSince()); // another hour is another query; the same hour is read again
    reload({ requestPolicy: 'network-only' });
  }, refreshMs);
  return useMemo(
    () =>
      new Map(
        data?.webhooks.nodes.map(({ id, deliveryStats }) => [id, deliveryStats?.buckets ?? null]),
      ),
    [data],
  );
}

/** The beginning of the 23rd hour before this one. */
function findSince(): string {
  return new Date(Math.floor(serverNow() / hourMs) * hourMs - 23 * hourMs).toISOString();
}
