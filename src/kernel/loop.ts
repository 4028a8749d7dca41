import { createBackoff, type BackoffOptions } from './backoff.ts';
import { pause } from './wait.ts';

/** Work that runs again and again, one run at a time. */
export interface Loop {
  /** Begins the first run, unless the options say otherwise. Does nothing after a stop. */
  start(): void;
  /**
   * Begins a run now, or after the one under way: a run that begins later sees everything that happened
   * before the call. Does nothing before the start and after a stop.
   */
  wake(): void;
  /** Resolves when the run under way is over. No other begins. Must not be awaited inside a run. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  /** One run. `stopping` is aborted by `stop`, for runs that wait or take many steps; they resolve early. */
  run: (stopping: AbortSignal) => Promise<unknown>;
  /** Whether the first run begins at the start; otherwise with the first tick or wake-up. */
  runsAtStart?: boolean;
  /** Also run this often, in milliseconds. A tick during a run is skipped. Without it only wake-ups begin runs. */
  everyMs?: number;
  /** The shortest time from the end of a run to the beginning of the next, in milliseconds. */
  gapMs?: number;
  /** The waits after failed runs, before the next. Without them a failed run is not repeated by itself. */
  retry?: BackoffOptions;
  /** Receives the error of a failed run; the loop goes on. Must not throw. */
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
    running = undefined; // in the same step as the last look at isWoken, or a wake-up in between would be lost
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
