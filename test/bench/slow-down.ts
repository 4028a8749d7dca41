/** Milliseconds that a slowed process works, and then stands still. */
const works = 5;
const stands = 15;

/**
 * Slows processes down to a quarter of a core each, so that several of them leave time to everything else, as they
 * would on a machine with more cores. They stand still at different times.
 *
 * @returns a function that lets them work again
 */
export function slowDown(pids: readonly number[]): () => void {
  const timers = pids.map((pid, at) => {
    let timer: NodeJS.Timeout;
    const stop = () => {
      process.kill(pid, 'SIGSTOP');
      timer = setTimeout(go, stands);
    };
    const go = () => {
      process.kill(pid, 'SIGCONT');
      timer = setTimeout(stop, works);
    };
    timer = setTimeout(stop, (at * (works + stands)) / pids.length);
    return () => clearTimeout(timer);
  });
  return () => {
    for (const clear of timers) clear();
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  };
}
