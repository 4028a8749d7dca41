import { jest, expect, test } from '@jest/globals';
import { createClient, type Client as GraphqlClient } from 'graphql-ws';
import type { Client } from 'pg';
import { WebSocket } from 'ws';
import { changeAll } from '../kit/change-all.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

const fixture = setUpNode();

const socketCount = 5;
const subscribersPerSocket = 20;
const roundCount = 5;
const updatesPerRound = 200;

const query = `subscription {
  deliveryUpdated {
    cursor
    gap
    delivery {
      id
      event { type }
      webhook { name deliveryCounts { total } }
      attempts { number responseStatus }
    }
  }
}`;

interface Told {
  deliveryUpdated: { gap: boolean; delivery: { id: string; attempts: object[] } | null };
}

/** Opens the subscriptions of one socket; each adds its updates to a list of its own. */
function subscribeAll(client: GraphqlClient, heard: Told[][]): void {
  for (let n = 0; n < subscribersPerSocket; n += 1) {
    const mine: Told[] = [];
    heard.push(mine);
    client.subscribe<Told>(
      { query },
      {
        next: ({ data }) => data && mine.push(data),
        error: () => undefined,
        complete: () => undefined,
      },
    );
  }
}

function openSocket(): GraphqlClient {
  return createClient({
    url: fixture.app.app.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${fixture.customer.token}` },
  });
}

/** Counts the statements of the node that read a table for the updates, and not for sending. */
async function watchStatements() {
  const em = fixture.app.app.database.em.fork();
  const pool: object = await em.getConnection().getNativeClient();
  const spy = jest.spyOn((pool as { Client: typeof Client }).Client.prototype, 'query');
  return {
    countReads(table: string): number {
      const texts = spy.mock.calls.map(([asked]: unknown[]) =>
        typeof asked === 'string' ? asked : (asked as { text: string }).text,
      );
      return texts.filter((text) =>
        new RegExp(`^\\s*(select|with).* from "?${table}\\b`, 's').test(text),
      ).length;
    },
    stop: () => spy.mockRestore(),
  };
}

test('a thousand updates with all their parts are read in batches, whatever the number of subscribers', async () => {
  const { customer, receiver } = fixture;
  await customer.createWebhook(receiver.url);
  for (let n = 0; n < updatesPerRound / 100; n += 1) await customer.publish(100);
  await waitUntil('all are delivered', () => receiver.requests.length === updatesPerRound);
  await waitUntil('all are recorded', async () => {
    return (await customer.log({ status: 'PENDING' })).length === 0;
  });
  const heard: Told[][] = [];
  const sockets = Array.from({ length: socketCount }, openSocket);
  for (const socket of sockets) subscribeAll(socket, heard);
  await waitUntil('all are subscribed', () => heard.every(({ length }) => length === 1));

  const statements = await watchStatements();
  for (let round = 1; round <= roundCount; round += 1) {
    await changeAll(fixture.app.app.database, customer.workspaceId);
    const count = 1 + round * updatesPerRound;
    await waitUntil('all are told', () => heard.every(({ length }) => length === count));
  }
  for (const mine of heard) {
    const told = mine.slice(1).map(({ deliveryUpdated }) => deliveryUpdated);
    expect(told.every(({ gap, delivery }) => !gap && delivery?.attempts.length === 1)).toBe(true);
  }
  // Fifty updates are read together.
  const batches = (roundCount * updatesPerRound) / 50;
  expect(statements.countReads('attempts')).toBe(batches);
  expect(statements.countReads('events')).toBe(batches);
  expect(statements.countReads('webhook_hours')).toBe(batches);
  expect(statements.countReads('deliveries')).toBeLessThanOrEqual(2 * roundCount);
  statements.stop();
  await Promise.all(sockets.map(async (socket) => socket.dispose()));
});
