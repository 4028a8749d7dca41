import type { Loop } from './bare-loops.ts';
import type { Place } from './figure.ts';
import { measureRate, showRate } from './measure-rate.ts';
import { readTreeCpu } from './process-cpu.ts';
import { median } from './statistics.ts';
import { measureInTurns } from './turns.ts';

/** The cost of one run. CPU times are microseconds for each request, and hold also on a shared machine. */
export interface Cost {
  /** Requests per second. */
  rate: number;
  /** CPU time of the measured process: this one, or a service with its workers. NaN where it cannot be read. */
  node: number;
  /** CPU time of PostgreSQL; NaN where it cannot be read. */
  postgres: number;
  /** CPU time of the receiver. */
  receiver: number;
  /** Share of the time in which the event loop of this process was busy: 1 is saturated. NaN for another process. */
  busy: number;
}

/**
 * Measures one run of a loop that sends to the receiver.
 *
 * @param servicePid the measured process and its descendants; this process when left out
 * @throws Error unless the receiver verified exactly this many.
 */
export async function measureCost(
  place: Place,
  loop: Loop,
  count: number,
  servicePid?: number,
): Promise<Cost> {
  return measureUsage(place, count, () => measureRate(place.receiver, loop, count), servicePid);
}

/** Measures one run of a loop that sends nothing to the receiver. */
export async function measureCalls(place: Place, loop: Loop, count: number): Promise<Cost> {
  return measureUsage(place, count, async () => {
    const start = performance.now();
    await loop(count);
    return count / ((performance.now() - start) / 1_000);
  });
}

async function measureUsage(
  place: Place,
  count: number,
  measure: () => Promise<number>,
  servicePid?: number,
): Promise<Cost> {
  const before = await readOthers(place, servicePid);
  const ownBefore = readOwn(); // after reading the others, which costs time of its own
  const rate = await measure();
  const own = readOwn();
  const after = await readOthers(place, servicePid);
  const isHere = servicePid === undefined;
  return {
    rate,
    node: (isHere ? own.micros - ownBefore.micros : after.service - before.service) / count,
    postgres: (after.postgres - before.postgres) / count,
    receiver: (after.receiver - before.receiver) / count,
    busy: isHere ? performance.eventLoopUtilization(own.loop, ownBefore.loop).utilization : NaN,
  };
}

async function readOthers({ receiver, serverPid }: Place, servicePid?: number) {
  return {
    service: servicePid === undefined ? NaN : await readTreeCpu(servicePid),
    postgres: await readTreeCpu(serverPid),
    receiver: (await receiver.count()).cpuMicros,
  };
}

function readOwn() {
  const { user, system } = process.cpuUsage();
  return { micros: user + system, loop: performance.eventLoopUtilization() };
}

/** Measures the sides in turns, then prints a table of their costs: medians, with minimum and maximum. */
export async function measureCosts<Name extends string>(
  rounds: number,
  sides: Record<Name, () => Promise<Cost>>,
): Promise<Record<Name, Cost[]>> {
  const names = Object.keys(sides) as Name[];
  const costs = Object.fromEntries(names.map((name) => [name, [] as Cost[]])) as Record<
    Name,
    Cost[]
  >;
  const rates = names.map((name) => [
    name,
    async () => {
      const cost = await sides[name]();
      costs[name].push(cost);
      return cost.rate;
    },
  ]);
  await measureInTurns(
    rounds,
    Object.fromEntries(rates) as Record<Name, () => Promise<number>>,
    showRate,
  );
  printCosts(costs);
  return costs;
}

/** One column of the costs, for `printRatio`. */
export function column(costs: readonly Cost[], name: keyof Cost): number[] {
  return costs.map((cost) => cost[name]);
}

const show = (digits: number) => (value: number) =>
  Number.isNaN(value) ? '–' : value.toFixed(digits);
const columns: [title: string, name: keyof Cost, show: (value: number) => string][] = [
  ['requests/s', 'rate', show(0)],
  ['Node, µs', 'node', show(0)],
  ['PostgreSQL, µs', 'postgres', show(0)],
  ['receiver, µs', 'receiver', show(0)],
  ['loop busy', 'busy', show(2)],
];

function printCosts(costs: Record<string, Cost[]>): void {
  const lines = Object.entries<Cost[]>(costs).map(([side, rounds]) => [
    side,
    ...columns.map(([, name, show]) => showSpread(column(rounds, name), show)),
  ]);
  const table = [['CPU per request', ...columns.map(([title]) => title)], ...lines];
  const widths = table[0]?.map((_, n) => Math.max(...table.map((line) => line[n]?.length ?? 0)));
  for (const line of table) {
    console.log(`  ${line.map((cell, n) => cell.padEnd(widths?.[n] ?? 0)).join('   ')}`);
  }
  if (
    Object.values(costs)
      .flat()
      .some(({ postgres }) => Number.isNaN(postgres))
  ) {
    console.log('  The CPU time of other processes can be read on Linux only.');
  }
}

function showSpread(values: readonly number[], show: (value: number) => string): string {
  const [middle, ...ends] = [median(values), Math.min(...values), Math.max(...values)].map(show);
  return values.length === 1 || middle === '–' ? `${middle}` : `${middle} (${ends.join('–')})`;
}
