import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { breakThings, type Wanted } from './break-things.ts';
import { bundleNode } from './bundle-node.ts';
import { startChaosDatabase } from './chaos-database.ts';
import { checkPromises, secretTexts } from './check/index.ts';
import { createBreaker } from './faults/carry-out.ts';
import type { FaultKind } from './faults/fault.ts';
import { startFleet } from './fleet.ts';
import type { Book, Journal, Violation } from './journal.ts';
import { measure } from './measure.ts';
import { leaseSeconds, nodeEnvironment, schedule } from './node-environment.ts';
import { startPublishers } from './publishers.ts';
import { createRandom } from './random.ts';
import { readBook, readShown } from './read-book.ts';
import { startReceivers } from './receivers.ts';
import { settle } from './settle.ts';
import { describeRun } from './summary.ts';
import { makeWorld, workspaceIds } from './world.ts';

/** Options of a run. */
export interface ChaosOptions {
  command: string;
  seed: number;
  kinds: readonly FaultKind[];
  wanted: Wanted;
  /** Stretches the pauses between faults. */
  pace: number;
  /** Ends the run without a result. */
  signal: AbortSignal;
  tell: (line: string) => void;
  /** Whether to keep the folder with the nodes' output. */
  keep: boolean;
}

/** Result of a run. */
export interface ChaosResult {
  violations: readonly Violation[];
  /** Markdown. */
  summary: string;
}

const tellEveryMs = 10_000;

/** Runs the service under faults, lets it settle, and compares all observations. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const folder = await mkdtemp(join(tmpdir(), 'stockaj-chaos-'));
  const cleanUps: (() => Promise<void> | void)[] = [
    async () => {
      if (options.keep) options.tell(`What the nodes wrote is kept in ${folder}.`);
      else await rm(folder, { recursive: true, force: true });
    },
  ];
  const work = run(options, folder, cleanUps);
  work.catch(() => undefined); // not awaited after an interruption
  try {
    return await Promise.race([work, rejectWhenInterrupted(options.signal)]);
  } finally {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp();
  }
}

async function rejectWhenInterrupted(signal: AbortSignal): Promise<never> {
  await once(signal, 'abort');
  throw new Error('The run was interrupted.');
}

async function run(
  options: ChaosOptions,
  folder: string,
  cleanUps: (() => Promise<void> | void)[],
): Promise<ChaosResult> {
  const { seed, tell } = options;
  tell('Starting PostgreSQL and the nodes.');
  const database = await startChaosDatabase(join(folder, 'database'));
  cleanUps.push(() => database.stop());
  const receivers = await startReceivers(workspaceIds, createRandom(seed + 1));
  cleanUps.push(() => receivers.stop());
  const script = await bundleNode(folder);
  const fleet = await startFleet({
    script,
    folder,
    database,
    env: nodeEnvironment(),
    workspaceIds,
  });
  cleanUps.push(() => fleet.killAll());
  await fleet.complete();
  const webhooks = await makeWorld(fleet.apis()[0] ?? '', receivers);
  fleet.publish();
  const publishers = startPublishers({
    workspaceIds,
    apis: fleet.apis,
    random: createRandom(seed + 2),
  });
  cleanUps.push(() => publishers.abandon());
  tell('All runs; the faults begin.');
  const breaker = createBreaker(fleet, database);
  const startedAt = Date.now();
  const telling = setInterval(() => {
    const seconds = Math.round((Date.now() - startedAt) / 1_000);
    tell(
      `${seconds} s: ${breaker.faults.length} faults, ${publishers.accepted.length} events accepted, ` +
        `${publishers.counts.repeats} calls repeated, ` +
        `${receivers.requests.length} requests received, ${fleet.past.length} nodes ended`,
    );
  }, tellEveryMs);
  cleanUps.push(() => clearInterval(telling));

  await breakThings({
    ...options,
    breaker,
    random: createRandom(seed),
    leaseMs: leaseSeconds * 1_000,
  });
  const minutes = (Date.now() - startedAt) / 60_000;
  tell('The faults are over; everything settles.');
  receivers.calm();
  await fleet.complete();
  await publishers.stop();
  await fleet.quieten();
  await settle(database);
  const shown = await readShown(fleet.apis()[0] ?? '', workspaceIds);
  await fleet.stop();
  tell('All nodes have stopped; the promises are checked.');

  const book = { ...(await readBook(database, secretTexts(webhooks))), shown };
  const reported = fleet.past.flatMap(({ reports }) =>
    reports.flatMap((report) => (report.kind === 'accepted' ? [report.event] : [])),
  );
  const journal: Journal = {
    attemptsMax: schedule.length,
    webhooks,
    accepted: [...publishers.accepted, ...reported].toSorted((a, b) => a.at - b.at),
    requests: receivers.requests,
    nodes: fleet.past,
    faults: breaker.faults,
    observed: [...publishers.observed, ...fleet.observed, ...breaker.observed],
  };
  if (options.keep) await keepEvidence(folder, journal, book);
  const violations = checkPromises(journal, book);
  const summary = describeRun(
    { ...options, minutes, leaseSeconds },
    journal,
    book,
    measure(journal, book),
    publishers.counts,
    breaker.stopMs,
    violations.length,
  );
  return { violations, summary };
}

/** Omits bodies, which are in the book. */
async function keepEvidence(folder: string, journal: Journal, book: Book): Promise<void> {
  const requests = journal.requests.map(({ body: _body, ...request }) => request);
  await writeFile(join(folder, 'journal.json'), JSON.stringify({ ...journal, requests }));
  await writeFile(join(folder, 'book.json'), JSON.stringify(book));
}
