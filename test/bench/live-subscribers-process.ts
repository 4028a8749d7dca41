import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { percentile } from './statistics.ts';
import type { SubscribeOrder, SubscriberReport } from './live-subscribers.ts';

/*
 * Subscribers of the live stream: real clients, with as many subscriptions on a socket as the service accepts. The
 * first message is the order, answered when all are subscribed; each message is answered with a report.
 */
process.once('message', (order: SubscribeOrder) => {
  measuresLag = order.measuresLag;
  void subscribeAll(openClients(order)).then(() => {
    process.on('message', () => process.send?.(report()));
    process.send?.(report());
  });
});
process.on('disconnect', () => process.exit(0));

/** Subscriptions that are opened at once. */
const atOnce = 20;
let messageCount = 0;
let measuresLag = false;
/** Milliseconds. */
let lags: number[] = [];

function report(): SubscriberReport {
  const { user, system } = process.cpuUsage();
  const [p50, p95, p99, max] = [0.5, 0.95, 0.99, 1].map((share) => percentile(lags, share));
  const isMeasured = lags.length > 0;
  lags = [];
  const lag = isMeasured ? ({ p50, p95, p99, max } as SubscriberReport['lag']) : null;
  return { messageCount, cpuUs: user + system, lag };
}

/** The part of a message that is looked at. */
interface Told {
  deliveryUpdated: { delivery: { completedAt: string | null } | null };
}

/** The fields that a page of the log shows. */
const query = `subscription {
  deliveryUpdated {
    cursor
    gap
    delivery {
      id status statusReason trigger attemptCount responseStatus responseTimeMs nextAttemptAt createdAt completedAt
      event { id type }
      webhook { id name }
      attempts { number responseStatus durationMs errorCode }
    }
  }
}`;

/** Returns a client for each subscription; those of one socket are the same client. */
function openClients(order: SubscribeOrder): Client[] {
  const { url, tokens, subscribersPerToken, subscriptionsPerSocket } = order;
  return tokens.flatMap((token) => {
    const sockets = Array.from(
      { length: Math.ceil(subscribersPerToken / subscriptionsPerSocket) },
      () =>
        createClient({
          url: url.replace('http', 'ws'),
          webSocketImpl: WebSocket,
          retryAttempts: 0,
          connectionParams: { authorization: `Bearer ${token}` },
        }),
    );
    return Array.from({ length: subscribersPerToken }, (_, n) => {
      const client = sockets[n % sockets.length];
      if (!client) throw new Error('There is no socket.');
      return client;
    });
  });
}

/** Subscribes some at a time: a node refuses more new sockets than it can open soon. */
async function subscribeAll(clients: Client[]): Promise<void> {
  while (clients.length > 0) await Promise.all(clients.splice(0, atOnce).map(subscribe));
}

/** Resolves at the first message. A busy node refuses some at first, and asks to try again later. */
async function subscribe(client: Client): Promise<void> {
  await new Promise<void>((resolve) => {
    client.subscribe<Told>(
      { query },
      {
        next({ data, errors }) {
          if (errors) fail(errors);
          messageCount += 1;
          const changedAt = measuresLag && data?.deliveryUpdated.delivery?.completedAt;
          if (changedAt) lags.push(Date.now() - Date.parse(changedAt));
          resolve();
        },
        error(reason) {
          const seconds = findRetryAfter(reason);
          if (seconds === null) fail(reason);
          else setTimeout(() => resolve(subscribe(client)), seconds * 1_000);
        },
        complete: () => undefined,
      },
    );
  });
}

function findRetryAfter(reason: unknown): number | null {
  if (!Array.isArray(reason)) return null;
  const [error] = reason as { extensions?: { retryAfterSeconds?: number } }[];
  return error?.extensions?.retryAfterSeconds ?? null;
}

function fail(reason: unknown): never {
  console.error(reason);
  process.exit(1);
}
