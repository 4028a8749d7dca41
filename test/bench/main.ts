import { parseArgs } from 'node:util';
import { badQueries } from './bad-queries.ts';
import { calls } from './calls.ts';
import { claim } from './claim.ts';
import { backlog, contestants } from './contestants.ts';
import { dashboard } from './dashboard.ts';
import { disk } from './disk.ts';
import { fanOut } from './fan-out.ts';
import type { Figure } from './figure.ts';
import { find } from './find.ts';
import { growth } from './growth.ts';
import { crowd, isolation } from './isolation.ts';
import { latency } from './latency.ts';
import { live } from './live.ts';
import { liveSockets } from './live-sockets.ts';
import { memory } from './memory.ts';
import { neighbours } from './neighbours.ts';
import { inPlace } from './place.ts';
import { reads } from './reads.ts';
import { start } from './start.ts';
import { stats } from './stats.ts';
import { throughput } from './throughput.ts';
import { slowWorkers, workers } from './workers.ts';

/*
 * npm run bench                                      all figures, about an hour
 * npm run bench -- --figures throughput,claim        some of them; without a known name it lists all
 * npm run bench -- --figures throughput --quick      fewer rounds of smaller counts: a figure in under a minute
 * npm run bench -- --figures growth --count 10000000 --rounds 3
 *
 * Each figure has its own database and receiver. Without --rounds and --count, each uses defaults that
 * are large enough for it. Figures of one run compare with each other only. On a shared machine rates
 * depend on the others; CPU times hardly do.
 */
const figures: Record<string, Figure> = {
  throughput,
  contestants,
  backlog,
  isolation,
  crowd,
  claim,
  memory,
  latency,
  disk,
  growth,
  find,
  'fan-out': fanOut,
  start,
  neighbours,
  live,
  'live-sockets': liveSockets,
  reads,
  stats,
  calls,
  'bad-queries': badQueries,
  workers,
  'slow-workers': slowWorkers,
  dashboard,
};

const { values } = parseArgs({
  options: {
    figures: { type: 'string', default: Object.keys(figures).join() },
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    count: { type: 'string' },
  },
});
const chosen = values.figures.split(',').map((name) => {
  const figure = figures[name];
  if (!figure) throw new Error(`There is no figure ${name}: ${Object.keys(figures).join(', ')}.`);
  return figure;
});

console.log(`Node ${process.version}${values.quick ? ', quick: the numbers are rough' : ''}`);
for (const figure of chosen) {
  console.log(`\n${figure.title}`);
  const { rounds, count } = values.quick ? shorten(figure) : figure;
  await inPlace((place) =>
    figure.measure(place, Number(values.rounds ?? rounds), Number(values.count ?? count)),
  );
}

function shorten({ quick, count }: Figure) {
  return quick ?? { rounds: 2, count: Math.ceil(count / 10) };
}
