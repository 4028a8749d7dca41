import { createBackoff, pause, withTimeout, type Logger } from '../../kernel/index.ts';
import type { WorkerOrder } from './channel.ts';
import { describeEnd, type RunningWorker, type WorkerEnd } from './launch-worker.ts';

export interface WorkerKeeperOptions {
  order: WorkerOrder;
  launch: (order: WorkerOrder) => RunningWorker;
  logger: Logger;
  /** Milliseconds that a worker may take to stop; then it is killed. */
  stopWithinMs: number;
}

/** Keeps one worker running. */
export interface WorkerKeeper {
  /** Starts the first worker. @returns the URL of its API; null without one @throws Error with the reason why it did not start */
  start(): Promise<string | null>;
  /** Resolves with null when no worker answers. */
  askMetrics(): Promise<unknown>;
  /** Whether the worker is ready now. */
  isReady(): boolean;
  /** Number of restarts of the worker, failed attempts included. */
  restartCount(): number;
  /** Stops the worker and does not restart it. @throws Error when the worker did not stop in order */
  stop(): Promise<void>;
}

/** The end of a worker, with its process id if it was launched. */
type EndOfProcess = WorkerEnd & { pid?: number | undefined };

/** Milliseconds. */
const restartAfter = { minMs: 1_000, maxMs: 30_000 };
/** A worker that has worked for this long, in milliseconds, is restarted as if it were the first time. */
const provenMs = 60_000;

/**
 * Starts a worker, and another one whenever it ends: after a second at first, and later each time it ends soon
 * again. Only the first start may fail; the caller decides what that means.
 */
export function createWorkerKeeper(options: WorkerKeeperOptions): WorkerKeeper {
  const { order, launch, logger } = options;
  const about = { worker: order.number, roles: order.roles };
  const backoff = createBackoff(restartAfter);
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  let running: RunningWorker | undefined;
  let isReady = false;
  let restartCount = 0;

  function launchNext(): RunningWorker {
    return (running = launch(order));
  }

  async function watch(worker: RunningWorker): Promise<EndOfProcess> {
    worker.ready.then(
      () => {
        isReady = true;
        logger.info({ ...about, pid: worker.pid }, 'worker is ready');
      },
      () => undefined, // its end says why
    );
    const end = await worker.ended;
    running = undefined;
    isReady = false;
    return { pid: worker.pid, ...end };
  }

  /** A worker that cannot be launched, for example for lack of memory, counts as one that has ended. */
  async function runNext(): Promise<EndOfProcess> {
    restartCount += 1;
    try {
      return await watch(launchNext());
    } catch (error) {
      return { code: null, signal: null, reason: (error as Error).message };
    }
  }

  async function keep(first: RunningWorker): Promise<void> {
    for (let run = watch(first); ; run = runNext()) {
      const startMs = performance.now();
      const end = await run;
      if (isStopping()) return;
      if (performance.now() - startMs > provenMs) backoff.reset();
      const waitMs = Math.round(backoff.next());
      logger.error({ ...about, ...end, waitMs }, 'worker ended, will be restarted');
      await pause(waitMs, stopping.signal);
      if (isStopping()) return;
    }
  }

  return {
    async start() {
      const first = launchNext();
      const url = await first.ready;
      void keep(first);
      return url;
    },
    askMetrics: async () => (await running?.askMetrics()) ?? null,
    isReady: () => isReady,
    restartCount: () => restartCount,
    async stop() {
      stopping.abort();
      if (!running) return;
      const isStarting = !isReady; // then it has nothing to finish, and however it ends is in order
      const end = await stopInTime(running, options.stopWithinMs);
      if (end.code === 0 || isStarting) return;
      throw new Error(`Worker ${order.number} ended with ${describeEnd(end)}.`);
    },
  };
}

async function stopInTime(worker: RunningWorker, withinMs: number): Promise<WorkerEnd> {
  worker.stop();
  const isInTime = await withTimeout(withinMs, worker.ended);
  if (!isInTime) worker.kill();
  return worker.ended;
}
