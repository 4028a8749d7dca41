/** Milliseconds after which a batch is given even if the browser draws no frames, as in a hidden tab. */
const latestMs = 250;

/**
 * Collects calls, and runs them together before the next frame is drawn. So 200 updates a second cost the page no more
 * than 60 renderings.
 */
export function createFrameBatches(): (call: () => void) => void {
  let waiting: (() => void)[] = [];
  let frame = 0;
  let timer = 0;

  function run(): void {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    const calls = waiting;
    waiting = [];
    for (const call of calls) call();
  }

  return (call) => {
    waiting.push(call);
    if (waiting.length > 1) return;
    frame = requestAnimationFrame(run);
    timer = window.setTimeout(run, latestMs);
  };
}
