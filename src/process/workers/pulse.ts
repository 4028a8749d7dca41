import type { Channel } from './channel.ts';

/** Milliseconds between two pulses. */
const everyMs = 1_000;
/** As long as a lease by default: by then other nodes have taken over what the worker was doing. */
const missedMax = 30;

/** Tells the first process each second that the event loop of this worker turns. */
export function startPulse(channel: Channel): void {
  setInterval(() => channel.send({ kind: 'pulse' }), everyMs).unref();
}

/**
 * Calls `onSilence` when no pulse has come for 30 s. Counts seconds in which this process was awake: after both
 * were stopped, a worker has its time again.
 *
 * @returns a function that ends the watch
 */
export function watchPulse(channel: Channel, onSilence: () => void): () => void {
  let missed = 0;
  channel.onMessage(({ kind }) => {
    if (kind === 'pulse') missed = 0;
  });
  const timer = setInterval(() => {
    missed += 1;
    if (missed > missedMax) onSilence();
  }, everyMs);
  return () => clearInterval(timer);
}
