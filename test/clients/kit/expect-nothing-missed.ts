import { expect } from '@jest/globals';
import { CloseCode } from 'graphql-ws';
import { waitUntil } from '../../kit/wait-until.ts';
import type { Driver, OpenLog, Row } from './driver.ts';
import { failedAtStart, refused } from './failures.ts';
import type { Traffic } from './record-traffic.ts';
import type { Surroundings } from './surroundings.ts';
import type { createTokens } from './tokens.ts';

/** Publishes while the page is away: after a cut, after the end of its token, and while its subscription fails. */
export async function expectNothingMissed(
  { isLive }: Driver,
  log: OpenLog,
  { customer, proxy, traffic }: Surroundings,
  tokens: ReturnType<typeof createTokens>,
): Promise<void> {
  tokens.next('nearlyOver', async () => customer.publish());
  tokens.next('lasting', async () => customer.publish());
  proxy.cut();
  await waitUntil('the page has come back twice', tokens.areUsed);
  await expectNewest(log, await customer.waitForLog(7));
  if (isLive) traffic.failures.push(CloseCode.InternalServerError, refused, failedAtStart);
  proxy.cut();
  await waitUntil('each failure has come', () => traffic.failures.length === 0);
  await customer.publish();
  const newest = await customer.waitForLog(8);
  await expectNewest(log, newest);
  if (isLive) expectToldOnce(traffic, newest.slice(0, 5));
}

async function expectNewest(log: OpenLog, newest: readonly Row[]): Promise<void> {
  await waitUntil('the page shows what it has missed', () =>
    newest.slice(0, 2).every(({ id }, place) => {
      const row = log.rows()[place];
      return row?.id === id && row.status === 'SUCCEEDED';
    }),
  );
}

function expectToldOnce({ closeCodes, updates }: Traffic, expected: readonly Row[]): void {
  expect(closeCodes).toEqual(expect.arrayContaining([4403, 4500]));
  expect(updates.filter(({ isStart }) => isStart)).toHaveLength(1);
  expect(updates.filter(({ gap }) => gap)).toEqual([]);
  const told = updates.flatMap(({ edge }) =>
    edge?.node.status === 'SUCCEEDED' ? edge.node.id : [],
  );
  expect(told.sort()).toEqual(expected.map(({ id }) => id).sort());
}
