import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { SubscribeOrder, SubscriberReport } from './live-subscribers.ts';

/*
 * Subscribers of the live stream: real clients, with as many subscriptions on a socket as the service accepts. The
 * first message is the order, answered when all are subscribed; each message is answered with a report.
 */
process.once('message', (order: SubscribeOrder) => {
  void Promise.all(openClients(order).map(subscribe)).then(() => {
    process.on('message', () => process.send?.(report()));
    process.send?.(report());
  });
});
process.on('disconnect', () => process.exit(0));

const subscriptionsPerSocket = 20;
let messageCount = 0;

function report(): SubscriberReport {
  const { user, system } = process.cpuUsage();
  return { messageCount, cpuUs: user + system };
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
function openClients({ url, tokens, subscribersPerToken }: SubscribeOrder): Client[] {
  return tokens.flatMap((token) => {
    const sockets = Array.from(
      { length: Math.ceil(subscribersPerToken / subscriptionsPerSocket) },
      () =>
        createClient({
          url: url.replace('http', 'ws'),
          webSocketImpl: WebSocket,
          lazy: false,
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

/** Resolves at the first message. A busy node refuses some at first, and asks to try again later. */
async function subscribe(client: Client): Promise<void> {
  await new Promise<void>((resolve) => {
    client.subscribe(
      { query },
      {
        next({ errors }) {
          if (errors) fail(errors);
          messageCount += 1;
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
