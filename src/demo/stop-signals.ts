/**
 * Milliseconds: one Ctrl-C reaches this process up to three times, from the terminal, from npm and from
 * tsx, all within some milliseconds; a person presses again later than this.
 */
const onePressMs = 500;

/**
 * Aborted by the first Ctrl-C or other request to end (SIGINT, SIGTERM, SIGHUP), and when nobody reads
 * our output any more. A second request, half a second later or more, ends the process at once;
 * PostgreSQL and its folder go with it.
 */
export function listenForStop(): AbortSignal {
  const stopped = new AbortController();
  let firstMs = 0;
  const stop = () => {
    if (!stopped.signal.aborted) firstMs = performance.now();
    else if (performance.now() - firstMs > onePressMs) process.exit(1);
    stopped.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.stdout.on('error', () => stopped.abort()); // `| head`
  return stopped.signal;
}
