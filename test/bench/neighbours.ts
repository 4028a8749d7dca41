import { setTimeout as delay } from 'node:timers/promises';
import { signToken } from '../../src/workspaces/index.ts';
import type { Figure } from './figure.ts';
import { callSteadily, createPublisher, type LoadName, type LoadReport } from './loads.ts';
import { addWebhooks, openForSeeding } from './seed.ts';
import { createBenchEnv } from './service.ts';
import { startLoad } from './start-load.ts';
import { startMemoryNode } from './start-memory-node.ts';
import { percentile } from './statistics.ts';
import { measureInTurns, printRatio } from './turns.ts';

/** Calls of the victim, one event each, at a fixed rate. */
const callsPerSecond = 20;
const steadyWorkspaceCount = 10;
const warmUpSeconds = 4;
/** Pause after a load, so that its deliveries are sent. */
const restMs = 2_000;

/** Measures the calls of one workspace while others overload a node in its own process. */
export const neighbours: Figure = {
  title: `neighbours: a workspace's p95 at ${callsPerSecond} calls/s while others load the node ÷ alone (goal ≤ 2)`,
  rounds: 3,
  count: 8,
  quick: { rounds: 1, count: 5 },
  async measure(place, rounds, seconds) {
    const env = createBenchEnv(place.databaseUrl);
    const workspaceIds = Array.from({ length: steadyWorkspaceCount }, (_, n) => `other-${n}`);
    const database = await openForSeeding(place.databaseUrl);
    const wanted = ['victim', ...workspaceIds].map((id) => ({ workspaceId: id, path: `/${id}` }));
    await addWebhooks(database, place, wanted);
    await database.close(true);
    const node = await startMemoryNode(env);
    const [victim = '', ...tokens] = await Promise.all(
      wanted.map(({ workspaceId }) =>
        signToken(env.AUTH_JWT_SECRET ?? '', {
          workspaceId,
          scopes: ['events:publish', 'webhooks:read'],
          lifetimeSeconds: 86_400,
        }),
      ),
    );
    const reports: Partial<Record<LoadName, LoadReport[]>> = {};

    /** Milliseconds of the 95th percentile of the victim's calls. */
    async function measureVictim(forSeconds: number): Promise<number> {
      const publisher = createPublisher(node.url, null);
      const times: number[] = [];
      const refused: (number | string)[] = [];
      await callSteadily(callsPerSecond, AbortSignal.timeout(forSeconds * 1_000), async () => {
        const startMs = performance.now();
        const status = await publisher.publish(victim);
        if (status === 200) times.push(performance.now() - startMs);
        else refused.push(status);
      });
      await publisher.close();
      if (refused.length > 0) console.log(`    the victim was refused: ${refused.join(', ')}`);
      return percentile(times, 0.95);
    }

    async function measureBeside(load: LoadName): Promise<number> {
      const end = startLoad({ load, target: { url: node.url, tokens } });
      await delay(load === 'sockets' ? 0 : 1_000); // measure while the sockets are being opened
      const p95 = await measureVictim(seconds);
      const report = await end();
      (reports[load] ??= []).push(report);
      console.log(`    ${load}: ${describe(report)}`);
      await delay(restMs);
      return p95;
    }

    try {
      console.log(`  ${rounds} rounds of ${seconds} s for each`);
      await measureVictim(warmUpSeconds);
      const sides = {
        alone: () => measureVictim(seconds),
        calls: () => measureBeside('calls'),
        sockets: () => measureBeside('sockets'),
        unauthenticated: () => measureBeside('unauthenticated'),
        steady: () => measureBeside('steady'),
      };
      const times = await measureInTurns(rounds, sides, (ms) => `${ms.toFixed(1)} ms`);
      const { alone, ...beside } = times;
      for (const [name, p95s] of Object.entries(beside)) printRatio(`${name} ÷ alone`, p95s, alone);
    } finally {
      await node.kill();
    }
  },
};

function describe({ tally, servedMs }: LoadReport): string {
  const counts = Object.entries(tally).map(([what, count]) => `${what} × ${count}`);
  if (servedMs.length === 0) return counts.join(', ');
  return `${counts.join(', ')}; p95 of those served ${percentile(servedMs, 0.95).toFixed(0)} ms`;
}
