import { systemClock, type Clock } from '../kernel/index.ts';

export interface StopOptions {
  signals: readonly NodeJS.Signals[];
  /** Emits the signals; this process when left out. */
  source?: Pick<NodeJS.EventEmitter, 'on'>;
  clock?: Pick<Clock, 'monotonicMs'>;
  /** Ends the process at once; by default with exit code 1. */
  exit?: () => void;
}

/** Milliseconds: a person does not press Ctrl-C twice within this time. */
const onePressMs = 500;

/**
 * Listens for requests to stop. One Ctrl-C may reach the process two or three times within some milliseconds,
 * from the terminal and from npm: the same signal so soon after the first counts as one request.
 *
 * @returns aborted by the first request; a second one ends the process at once
 */
export function listenForStop(options: StopOptions): AbortSignal {
  const { signals, source = process, clock = systemClock, exit = () => process.exit(1) } = options;
  const stopped = new AbortController();
  let first: { signal: NodeJS.Signals; atMs: number } | undefined;
  for (const signal of signals) {
    source.on(signal, () => {
      const atMs = clock.monotonicMs();
      if (!first) {
        first = { signal, atMs };
        stopped.abort();
      } else if (signal !== first.signal || atMs - first.atMs >= onePressMs) exit();
    });
  }
  return stopped.signal;
}
