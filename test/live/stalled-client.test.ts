import { once } from 'node:events';
import type { ResultOf } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { findEventType } from '../../src/catalogue/index.ts';
import { createWakeUps } from '../../src/db/index.ts';
import { createMetrics } from '../../src/kernel/index.ts';
import { readCriteria } from '../../src/deliveries/index.ts';
import { createInterest } from '../../src/live/delivery-interest.ts';
import { createLiveFeed } from '../../src/live/index.ts';
import type { LiveUpdate } from '../../src/live/live-update.ts';
import { changeAll } from '../kit/change-all.ts';
import { createTestErrorLog } from '../kit/error-log.ts';
import { graphql } from '../kit/graphql/index.ts';
import { openLive } from '../kit/live-client.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

const fixture = setUpNode();

/** Includes bodies and headers: about 150 KB per message with the rents below, so that sockets fill up. */
const DeliveryUpdatedAtLength = graphql(`
  subscription DeliveryUpdatedAtLength {
    deliveryUpdated {
      delivery {
        id
        status
        requestPayload
        event {
          payload
        }
      }
    }
  }
`);

type Message = { type: string; payload?: { data: ResultOf<typeof DeliveryUpdatedAtLength> } };

/** A client of the protocol. */
interface Subscriber {
  socket: WebSocket;
  /** All messages, also those that only acknowledge. */
  told: readonly Message[];
}

async function subscribe(): Promise<Subscriber> {
  const { app, customer } = fixture;
  const socket = new WebSocket(app.app.url.replace('http', 'ws'), 'graphql-transport-ws');
  const told: Message[] = [];
  socket.on('message', (data: Buffer) => told.push(JSON.parse(data.toString()) as Message));
  await once(socket, 'open');
  const authorization = `Bearer ${customer.token}`;
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
  await waitUntil('the token is accepted', () => told.length === 1);
  const payload = { query: print(DeliveryUpdatedAtLength) };
  socket.send(JSON.stringify({ id: 's', type: 'subscribe', payload }));
  await waitUntil('it is subscribed', () => told.length === 2);
  return { socket, told };
}

/** A client that subscribes and then stops reading from its socket. */
async function openStalled(): Promise<Subscriber> {
  const subscriber = await subscribe();
  subscriber.socket.pause();
  return subscriber;
}

/** Rents with a hundred changed lines, the largest possible events: about 15 KB each. */
function createLargeDrafts(count: number) {
  const { rent } = findEventType('rent.updated').sample as { rent: { lines: object[] } };
  const lines = Array.from({ length: 100 }, () => rent.lines[0]);
  return Array.from({ length: count }, () => ({
    type: 'rent.updated',
    data: { rent: { ...rent, lines }, previous: { lines } },
  }));
}

describe('a client that does not read', () => {
  test('does not block the updates of others, and gets all of them once it reads', async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    const { socket, told } = await openStalled();
    const live = await openLive(app, customer.token);
    const em = app.app.database.em.fork();
    for (let n = 0; n < 4; n += 1) {
      await app.app.publishEvents(em, customer.workspaceId, createLargeDrafts(60));
    }
    await waitUntil('all are sent', () => receiver.requests.length === 240);
    const ids = receiver.requests.map(({ headers }) => String(headers['x-stockaj-delivery']));
    await live.waitFor('all are told as sent', () =>
      ids.every((id) => live.statusesOf(id).at(-1) === 'SUCCEEDED'),
    );
    expect(live.messages.every(({ gap }) => !gap)).toBe(true);
    expect(told).toHaveLength(2);
    socket.resume();
    await waitUntil('the slow one has heard all', () => {
      const updates = told.flatMap(({ payload }) => payload?.data.deliveryUpdated.delivery ?? []);
      return ids.every(
        (id) => updates.findLast((update) => update.id === id)?.status === 'SUCCEEDED',
      );
    });
    await live.stop();
    socket.terminate();
  });

  test('gets a gap, while others with the same query get every update', async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    const em = app.app.database.em.fork();
    for (let n = 0; n < 2; n += 1) {
      await app.app.publishEvents(em, customer.workspaceId, createLargeDrafts(50));
    }
    await waitUntil('all are sent', () => receiver.requests.length === 100);
    await customer.waitForLog(100);
    const stalled = await openStalled();
    const reader = await subscribe();
    // More than the queue of a subscriber and the buffers of the operating system hold.
    for (let round = 1; round <= 20; round += 1) {
      await changeAll(app.app.database, [customer.workspaceId]);
      await waitUntil('the round is told', () => reader.told.length === 2 + round * 100);
    }
    const isGap = ({ payload }: Message) => payload?.data.deliveryUpdated.delivery === null;
    expect(reader.told.slice(2).some(isGap)).toBe(false);
    stalled.socket.resume();
    await waitUntil('the gap is told', () => stalled.told.slice(2).some(isGap));
    expect(stalled.told.length).toBeLessThan(reader.told.length);
    stalled.socket.terminate();
    reader.socket.terminate();
  });

  test('costs the feed one bounded queue and gets a gap, while others get every update', async () => {
    const { app, customer, receiver } = fixture;
    const { database } = app.app;
    await customer.createWebhook(receiver.url);
    await customer.publish(100);
    await customer.waitForLog(100);
    const errorLog = createTestErrorLog();
    const wakeUps = createWakeUps({ url: app.databaseUrl, errorLog });
    const feed = createLiveFeed({ database, wakeUps, errorLog, metrics: createMetrics() });
    feed.start();
    wakeUps.start();
    const interest = createInterest(customer.workspaceId, readCriteria({}));
    const stalled = feed.followDeliveries({ interest, after: null });
    const reader = feed.followDeliveries({ interest, after: null });
    const read: LiveUpdate[] = [];
    void (async () => {
      for await (const updates of reader) read.push(...updates);
    })();
    await waitUntil('the stream has begun', () => read.length === 1);
    // Twelve times a hundred changes, more than a queue holds.
    for (let round = 1; round <= 12; round += 1) {
      await changeAll(database, [customer.workspaceId]);
      await waitUntil('the round is told', () => read.length === 1 + round * 100);
    }
    expect(read.every(({ gap }) => !gap)).toBe(true);
    const left: LiveUpdate[] = [];
    const count = 1_201 - 1_000;
    while (left.length < count) left.push(...((await stalled.next()).value as LiveUpdate[]));
    expect(left[0]).toMatchObject({ gap: true, delivery: null });
    expect(left.slice(1).every(({ gap, delivery }) => !gap && delivery !== null)).toBe(true);
    expect(left.at(-1)?.cursor).toBe(read.at(-1)?.cursor);
    await feed.stop();
    await wakeUps.stop();
  });
});
