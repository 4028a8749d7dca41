import { loads, type LoadName, type LoadReport, type LoadTarget } from './loads.ts';

/*
 * A load in its own process, so that it does not slow the measuring one. It starts at the first
 * message, ends at the second, and answers that with its report.
 */
process.once('message', ({ load, target }: LoadOrder) => {
  const ending = new AbortController();
  const report: LoadReport = { tally: {}, servedMs: [] };
  const ended = loads[load](target, report, ending.signal);
  ended.catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
  process.once('message', () => {
    ending.abort();
    void ended.then(() => process.send?.(report));
  });
});
process.on('disconnect', () => process.exit(0));

/** The load and its target. */
export interface LoadOrder {
  load: LoadName;
  target: LoadTarget;
}
