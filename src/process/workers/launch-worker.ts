import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { answerWithinMs, exchangeMetrics, type AskMetrics } from './ask-metrics.ts';
import { openChannel, type WorkerOrder } from './channel.ts';
import { watchPulse } from './pulse.ts';

/** The argument that makes a process a worker. */
export const workerArgument = 'worker';

/** The end of a worker: by itself with a code, or by a signal. */
export interface WorkerEnd {
  code: number | null;
  signal: string | null;
  /** Why it could not start, or why it was killed. */
  reason?: string;
}

/** A worker from its start to its end. */
export interface RunningWorker {
  /** Resolves with the URL of the API, null if it does not listen. @throws Error with the reason why it ended before. */
  ready: Promise<string | null>;
  ended: Promise<WorkerEnd>;
  pid: number | undefined;
  askMetrics: AskMetrics;
  /** Asks it to stop in order. */
  stop(): void;
  /** Ends it at once. */
  kill(): void;
}

/** Starts a worker: this program with the argument `worker`, the same options of Node and the same environment. */
export function launchWorker(
  order: WorkerOrder,
  readAllMetrics: () => Promise<unknown>,
): RunningWorker {
  cluster.setupPrimary({ args: [workerArgument] });
  const worker = cluster.fork();
  const channel = openChannel(worker.process);
  const ready = Promise.withResolvers<string | null>();
  ready.promise.catch(() => undefined); // its end has the reason as well
  let failure: { reason?: string } = {};
  const kill = () => void worker.process.kill('SIGKILL');
  const endWatch = watchPulse(channel, (reason) => {
    failure = { reason };
    kill();
  });
  const ended = waitForEnd(worker).then((how): WorkerEnd => {
    endWatch();
    const end = { ...how, ...failure };
    ready.reject(new Error(end.reason ?? `A worker ended with ${describeEnd(end)}.`));
    return end;
  });
  channel.onMessage((message) => {
    if (message.kind === 'ready') ready.resolve(message.url);
    if (message.kind === 'failed') failure = { reason: message.reason };
  });
  channel.send({ kind: 'order', order });
  return {
    ready: ready.promise,
    ended,
    pid: worker.process.pid,
    askMetrics: exchangeMetrics(channel, readAllMetrics, answerWithinMs.worker),
    stop: () => channel.send({ kind: 'stop' }),
    kill,
  };
}

/** A process that could not be started has neither a code nor a signal. */
function waitForEnd(worker: Worker): Promise<WorkerEnd> {
  return once(worker, 'exit').then(
    ([code, signal]) => ({ code: code as number | null, signal: signal as string | null }),
    (error: unknown) => ({ code: null, signal: null, reason: (error as Error).message }),
  );
}

/** `SIGKILL` or `code 1`. */
export function describeEnd({ code, signal }: WorkerEnd): string {
  return signal ?? `code ${code}`;
}
