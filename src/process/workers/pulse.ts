import type { Channel } from './channel.ts';

/** Milliseconds between two pulses. */
const everyMs = 1_000;
/** As long as a lease by default: by then other nodes have taken over what the worker was doing. */
const missedMax = 30;
/** A worker sends no pulses while it loads, which took 24 workers on 2 busy cores more than 30 s. */
const startSecondsMax = 120;

/** Tells the first process each second that the event loop of this worker turns. */
export function startPulse(channel: Channel): void {
  setInterval(() => channel.send({ kind: 'pulse' }), everyMs).unref();
}

/**
 * Calls `onSilence` when a worker is not ready after 120 s, or sends no pulse for 30 s after that. Counts seconds in
 * which this process was awake: after both were stopped, a worker has its time again.
 *
 * @param onSilence called with the reason, as a sentence
 * @returns a function that ends the watch
 */
export function watchPulse(channel: Channel, onSilence: (reason: string) => void): () => void {
  let isReady = false;
  let seconds = 0;
  channel.onMessage(({ kind }) => {
    if (kind === 'ready') isReady = true;
    if (isReady) seconds = 0; // any message is a sign of life
  });
  const timer = setInterval(() => {
    seconds += 1;
    if (!isReady && seconds > startSecondsMax) onSilence('It was not ready after 120 s.');
    if (isReady && seconds > missedMax) onSilence('Its event loop has been blocked for 30 s.');
  }, everyMs);
  return () => clearInterval(timer);
}
