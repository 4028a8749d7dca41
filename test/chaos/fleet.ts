import { setTimeout as delay } from 'node:timers/promises';
import type { ChaosDatabase } from './chaos-database.ts';
import { fleetRoles } from './faults/plan-round.ts';
import type { NodeOfRun, Violation } from './journal.ts';
import { createNodeProcess, type NodeProcess } from './node-process.ts';
import type { NodeSetup } from './node/setup.ts';
import { startProxy, type Proxy } from './proxy.ts';

/** The nodes of the run: each place always has one, and a new one follows whatever ends. */
export interface Fleet {
  proxies: readonly Proxy[];
  /** The nodes that have ended. */
  past: readonly NodeOfRun[];
  observed: readonly Violation[];
  /** The APIs that may be called now. */
  apis(): string[];
  /** The node of a place; waits until it runs. */
  nodeAt(slot: number): Promise<NodeProcess>;
  /** Resolves when all places but one have a node that runs, or after 10 s. */
  almostComplete(): Promise<void>;
  /** Resolves when every place has a node that runs. */
  complete(): Promise<void>;
  /** From now on each node publishes events of its own. */
  publish(): void;
  /** Resolves when no node publishes of its own any more; there must be no more faults. */
  quieten(): Promise<void>;
  /** Stops all in order and starts no more. */
  stop(): Promise<void>;
  /** Ends every process at once, also those that are not ready. */
  killAll(): void;
}

export interface FleetOptions {
  /** What `bundleNode` made. */
  script: string;
  /** Where the nodes write. */
  folder: string;
  database: ChaosDatabase;
  env: Record<string, string>;
  workspaceIds: string[];
}

const sparesMax = 2;
/** Milliseconds without a node in a place: only a fault of the run itself takes so long. */
const patienceMs = 150_000;

/** Starts a node in each place. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const proxies = await Promise.all(fleetRoles.map(() => startProxy(options.database.port)));
  const nodes = new Map<number, NodeProcess>();
  const processes = new Set<NodeProcess>();
  const spares: NodeProcess[] = [];
  const past: NodeOfRun[] = [];
  const observed: Violation[] = [];
  let createdCount = 0;
  let isStopping = false;
  let isPublishing = false;

  function create(): NodeProcess {
    createdCount += 1;
    const node = createNodeProcess(options.script, options.folder, `node-${createdCount}`);
    processes.add(node);
    void node.ended.then(() => processes.delete(node));
    return node;
  }

  /** To load the code takes seconds, so some processes have done it when they are needed. */
  function takeSpare(): NodeProcess {
    const node = spares.shift() ?? create();
    if (!isStopping) while (spares.length < sparesMax) spares.push(create());
    return node;
  }

  function setupOf(slot: number): NodeSetup {
    const url = new URL(options.database.url());
    url.port = String(proxies[slot]?.port);
    const env = { ...options.env, ROLES: fleetRoles[slot] ?? '' };
    return { databaseUrl: url.href, env, workspaceIds: options.workspaceIds };
  }

  async function keep(slot: number): Promise<void> {
    while (!isStopping) {
      await options.database.up(); // without it nodes do not start
      const node = takeSpare();
      const runs = await node.start(setupOf(slot));
      if (runs) nodes.set(slot, node);
      if (runs && isPublishing) node.publish();
      const code = await node.ended;
      nodes.delete(slot);
      const left = node.read();
      past.push(left);
      if (runs) observed.push(...findBadEnd(left, code));
      else await delay(200);
    }
  }
  const keeping = fleetRoles.map(async (_, slot) => keep(slot));

  async function nodeAt(slot: number): Promise<NodeProcess> {
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline;) {
      const node = nodes.get(slot);
      if (node) return node;
      await delay(20);
    }
    throw new Error(`No node starts any more: ${past.at(-1)?.output.slice(-2_000)}`);
  }

  return {
    proxies,
    past,
    observed,
    apis: () => [...nodes.values()].flatMap(({ url }) => url ?? []),
    nodeAt,
    async almostComplete() {
      const deadline = Date.now() + 10_000;
      while (nodes.size < fleetRoles.length - 1 && Date.now() < deadline) await delay(50);
    },
    async complete() {
      await Promise.all(fleetRoles.map((_, slot) => nodeAt(slot)));
    },
    publish() {
      isPublishing = true;
      for (const node of nodes.values()) node.publish();
    },
    async quieten() {
      await Promise.all([...nodes.values()].map((node) => node.quieten()));
    },
    async stop() {
      isStopping = true;
      for (const node of spares) node.signal('SIGKILL');
      for (const node of nodes.values()) node.signal('SIGTERM');
      await Promise.all(keeping);
      for (const proxy of proxies) proxy.stop();
    },
    killAll() {
      isStopping = true;
      for (const node of processes) node.signal('SIGKILL');
      for (const proxy of proxies) proxy.stop();
    },
  };
}

/** A node that runs ends only when it is told to, and in order when it is told by SIGTERM. */
function findBadEnd(node: NodeOfRun, code: number | null): Violation[] {
  const isGood = node.end === 'killed' || (node.end === 'stopped in order' && code === 0);
  if (isGood) return [];
  const evidence = { node: node.name, code, output: node.output.slice(-4_000) };
  return [{ promise: 'process', what: `a node ${node.end} with exit code ${code}`, evidence }];
}
