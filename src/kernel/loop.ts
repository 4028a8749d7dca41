import { createBackoff, type BackoffOptions } from './backoff.ts';
import { pause } from './wait.ts';

/** Work that runs again and again, one run at a time. */
export interface Loop {
  /** Starts the first run, unless the options say otherwise. Does nothing after a stop. */
  start(): void;
  /**
   * Starts a run now, or another one after the current run, so that at least one run starts after this call.
   * Does nothing before the start and after a stop.
   */
  wake(): void;
  /** Resolves when the current run has ended; no other starts. Must not be awaited inside a run. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  /** One run. `stop` aborts `stopping`. Long runs should then return early. */
  run: (stopping: AbortSignal) => Promise<unknown>;
  /** Whether the first run starts with `start`; otherwise with the first tick or wake-up. */
  runsAtStart?: boolean;
  /** Also run this often, in milliseconds. A tick during a run is skipped. Without this option, only wake-ups start runs. */
  everyMs?: number;
  /** The shortest time from the end of a run to the start of the next, in milliseconds. */
  gapMs?: number;
  /** The waits after failed runs, before the next. Without them a failed run is not repeated by itself. */
  retry?: BackoffOptions;
  /** Receives the error of a failed run; the loop continues. Must not throw. */
  onError: (error: unknown) => void;
}

/** Makes a loop. A loop that was stopped cannot be started again. */
export function createLoop(options: LoopOptions): Loop {
  const { run, everyMs, gapMs = 0, runsAtStart = true, onError } = options;
  const stopping = new AbortController();
  const backoff = options.retry && createBackoff(options.retry);
  let isStarted = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isWoken = false;

  async function runOnce(): Promise<void> {
    try {
      await run(stopping.signal);
      backoff?.reset();
    } catch (error) {
      onError(error);
      if (!backoff) return;
      await pause(backoff.next(), stopping.signal);
      isWoken = true;
    }
  }

  async function runWhileWoken(): Promise<void> {
    while (isWoken && !stopping.signal.aborted) {
      isWoken = false;
      await runOnce();
      if (gapMs > 0) await pause(gapMs, stopping.signal);
    }
    // No await since the last check of isWoken; otherwise a wake-up could be lost.
    running = undefined;
  }

  function wake(): void {
    if (!isStarted || stopping.signal.aborted) return;
    isWoken = true;
    running ??= runWhileWoken();
  }

  return {
    start() {
      if (isStarted || stopping.signal.aborted) return;
      isStarted = true;
      if (runsAtStart) wake();
      if (everyMs === undefined) return;
      timer = setInterval(() => {
        if (!running) wake();
      }, everyMs);
    },
    wake,
    async stop() {
      stopping.abort();
      clearInterval(timer);
      await running;
    },
  };
}
