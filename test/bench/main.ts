import { parseArgs } from 'node:util';
import { calls } from './calls.ts';
import { claim } from './claim.ts';
import { disk } from './disk.ts';
import type { Figure } from './figure.ts';
import { crowd, isolation } from './isolation.ts';
import { latency } from './latency.ts';
import { live } from './live.ts';
import { memory } from './memory.ts';
import { neighbours } from './neighbours.ts';
import { inPlace } from './place.ts';
import { reads } from './reads.ts';
import { throughput } from './throughput.ts';
import { slowWorkers, workers } from './workers.ts';

/*
 * npm run bench -- [--figures throughput,isolation,crowd,claim,memory,latency,disk,neighbours,live,reads,calls,workers,slowWorkers] [--rounds N] [--count N]
 * Each figure has its own database and receiver. Without --rounds and --count, each uses defaults that
 * are large enough for it.
 */
const figures: Record<string, Figure> = {
  ...{
    throughput,
    isolation,
    crowd,
    claim,
    memory,
    latency,
    disk,
    neighbours,
    live,
    reads,
    calls,
    workers,
    slowWorkers,
  },
};

const { values } = parseArgs({
  options: {
    figures: { type: 'string', default: Object.keys(figures).join() },
    rounds: { type: 'string' },
    count: { type: 'string' },
  },
});
const chosen = values.figures.split(',').map((name) => {
  const figure = figures[name];
  if (!figure) throw new Error(`There is no figure ${name}: ${Object.keys(figures).join(', ')}.`);
  return figure;
});

console.log(`Node ${process.version}`);
for (const figure of chosen) {
  console.log(`\n${figure.title}`);
  await inPlace((place) =>
    figure.measure(
      place,
      Number(values.rounds ?? figure.rounds),
      Number(values.count ?? figure.count),
    ),
  );
}
