import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Client, fetchExchange, subscriptionExchange } from 'urql';
import type { DeliveryRow } from '../../src/dashboard/api/delivery-row.ts';
import { createCache } from '../../src/dashboard/api/cache.ts';
import { createDeliveryLog } from '../../src/dashboard/deliveries/log/create-delivery-log.ts';
import { emptyFilter, type LogView } from '../../src/dashboard/deliveries/log/log-view.ts';

const view: LogView = { filter: emptyFilter, isOldestFirst: false, place: null };

/** A delivery; ids are in the order of creation. */
function make(number: number) {
  const at = '2026-03-03T10:00:00.000Z';
  const row: DeliveryRow = {
    ...{ id: `dlv_${number}`, webhookId: 'wh_1', webhook: null, eventType: 'rent.created' },
    ...{ status: 'PENDING', statusReason: null, trigger: 'EVENT' },
    ...{ errorCode: null, errorMessage: null, responseStatus: null, responseTimeMs: null },
    ...{ attemptCount: 0, maxAttempts: 10, nextAttemptAt: null, completedAt: null },
    ...{ createdAt: at, updatedAt: at },
  };
  return { __typename: 'Delivery', ...row };
}

/** A service whose log a test can change, and that can fail. */
function startService() {
  const service = { numbers: [1], isFailing: false, tell: (_message: object): void => undefined };
  const page = () => ({
    __typename: 'DeliveryConnection',
    nodes: service.numbers.toReversed().map(make),
    ...{ searchedUntil: null },
    pageInfo: {
      ...{ __typename: 'PageInfo', hasNextPage: false, hasPreviousPage: false },
      ...{ startCursor: 'first', endCursor: 'last' },
    },
  });
  const answer = () =>
    service.isFailing
      ? { errors: [{ message: 'Busy', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] }
      : { data: { deliveries: page() } };
  const client = new Client({
    url: 'http://service.invalid/graphql',
    preferGetMethod: false,
    fetch: async () => Response.json(answer()),
    exchanges: [
      createCache(),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: () => ({
          subscribe(sink) {
            const none = { delivery: null, isMatch: false, isStart: false, gap: false };
            service.tell = (message) =>
              sink.next({
                data: { deliveryUpdated: { __typename: 'LiveUpdate', ...none, ...message } },
              });
            return { unsubscribe: () => undefined };
          },
        }),
      }),
    ],
  });
  return { service, client };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('a log that could not be loaded again after a gap is, as soon as the service can', async () => {
  const { service, client } = startService();
  const log = createDeliveryLog(client, view);
  log.open(view, false);
  const stop = log.follow(emptyFilter);
  await jest.advanceTimersByTimeAsync(100);
  expect(log.getState().page?.rows).toHaveLength(1);
  Object.assign(service, { numbers: [1, 2, 3], isFailing: true });
  service.tell({ cursor: 'c1', gap: true });
  await jest.advanceTimersByTimeAsync(12_000);
  expect(log.getState().page?.newIds.size).toBe(0);
  service.isFailing = false;
  await jest.advanceTimersByTimeAsync(6_000);
  expect([...log.getState().page!.newIds]).toEqual(['dlv_3', 'dlv_2']);

  Object.assign(service, { numbers: [1, 2, 3, 4], isFailing: true });
  service.tell({ cursor: 'c2', gap: true });
  await jest.advanceTimersByTimeAsync(100);
  stop();
  service.isFailing = false;
  await jest.advanceTimersByTimeAsync(12_000);
  expect(log.getState().page!.newIds.size).toBe(2); // nobody looks any more
});
