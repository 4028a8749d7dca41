/** What a request to end means: the first one, one that was told twice, or one more. */
export type Press = 'first' | 'echo' | 'again';

/** Milliseconds: a person presses again later than this. */
const onePressMs = 500;

/**
 * Tells the requests to end apart. One Ctrl-C reaches a process twice, from the terminal and from npm,
 * within some milliseconds: the same signal so soon after the first is its echo.
 *
 * @returns what the signal means that came at `atMs`, on any clock that only rises
 */
export function createPressReader(): (signal: NodeJS.Signals, atMs: number) => Press {
  let first: { signal: NodeJS.Signals; atMs: number } | undefined;
  return (signal, atMs) => {
    if (!first) {
      first = { signal, atMs };
      return 'first';
    }
    return signal === first.signal && atMs - first.atMs < onePressMs ? 'echo' : 'again';
  };
}
