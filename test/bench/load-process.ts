import { loads, type LoadName, type LoadReport, type LoadTarget } from './loads.ts';

/*
 * A load in a process of its own, so that it takes no time from the one that measures. It begins with the first
 * message, ends with the second, and answers that with its report.
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

/** What to do, and where. */
export interface LoadOrder {
  load: LoadName;
  target: LoadTarget;
}
