import { loadConfig } from './config/config.ts';
import { loadKeys } from './config/keys.ts';
import type { StartedNode } from './app.ts';
import { createLogger } from './kernel/index.ts';
import { answerWithinMs, exchangeMetrics } from './process/workers/ask-metrics.ts';
import { openChannel, type Channel, type WorkerOrder } from './process/workers/channel.ts';
import { startPulse } from './process/workers/pulse.ts';
import { listenForStop } from './process/stop-signals.ts';

/**
 * A node that the first process starts and stops. It ends at once when the first process is gone
 * (`node:cluster` sees to that); a signal that reaches it as well stops it only once.
 */
export async function runWorker(): Promise<void> {
  const channel = openChannel(process);
  const order = Promise.withResolvers<WorkerOrder>();
  const stop = Promise.withResolvers<undefined>();
  channel.onMessage((message) => {
    if (message.kind === 'order') order.resolve(message.order);
    if (message.kind === 'stop') stop.resolve(undefined);
  });
  listenForStop({ signals: ['SIGINT', 'SIGTERM'] }).addEventListener('abort', () => {
    stop.resolve(undefined);
  });
  startPulse(channel);
  const node = await startAsOrdered(await order.promise, channel);
  await stop.promise;
  await node.stop();
  process.exit(0);
}

async function startAsOrdered(order: WorkerOrder, channel: Channel): Promise<StartedNode> {
  try {
    return await start(order, channel);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await channel.sendLast({ kind: 'failed', reason }); // the first process prints it, once
    process.exit(1);
  }
}

async function start(order: WorkerOrder, channel: Channel): Promise<StartedNode> {
  const { startNode } = await import('./app.ts');
  const config = loadConfig();
  const readOwn = async () => node.metrics.registry.getMetricsAsJSON();
  const askForAll = exchangeMetrics(channel, readOwn, answerWithinMs.firstProcess);
  const node = await startNode({
    config: { ...config, roles: new Set(order.roles) },
    keys: await loadKeys(config),
    databaseUrl: order.databaseUrl,
    logger: createLogger(config.logLevel).child({ worker: order.number }),
    worker: {
      number: order.number,
      async readAllMetrics() {
        const text = await askForAll();
        if (typeof text === 'string') return text;
        throw new Error('The first process did not return the metrics in time.');
      },
    },
  });
  const url = order.listens ? (await node.listen()).url : null;
  channel.send({ kind: 'ready', url });
  return node;
}
