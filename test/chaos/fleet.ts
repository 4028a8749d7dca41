import { setTimeout as delay } from 'node:timers/promises';
import type { ChaosDatabase } from './chaos-database.ts';
import { fleetRoles } from './faults/plan-round.ts';
import type { NodeOfRun, Violation } from './journal.ts';
import { createNodeProcess, type NodeProcess } from './node-process.ts';
import type { NodeSetup } from './node/setup.ts';
import { startProxy, type Proxy } from './proxy.ts';

/** The nodes of the run: each place has one, and a new one replaces any that ends. */
export interface Fleet {
  proxies: readonly Proxy[];
  /** Nodes that have ended. */
  past: readonly NodeOfRun[];
  observed: readonly Violation[];
  /** APIs that can be called now. */
  apis(): string[];
  /** Returns the node of a place once it is ready. */
  nodeAt(slot: number): Promise<NodeProcess>;
  /** Resolves when all places but one have a ready node, or after 10 s. */
  almostComplete(): Promise<void>;
  /** Resolves when every place has a ready node. */
  complete(): Promise<void>;
  /** Lets each node publish its own events from now on. */
  publish(): void;
  /** Resolves when no node publishes its own events any more; call it after the last fault. */
  quieten(): Promise<void>;
  /** Stops all nodes gracefully and starts no more. */
  stop(): Promise<void>;
  /** Kills every process, including those that are not ready. */
  killAll(): void;
}

export interface FleetOptions {
  /** The script from `bundleNode`. */
  script: string;
  /** The folder for the nodes' output. */
  folder: string;
  database: ChaosDatabase;
  env: Record<string, string>;
  workspaceIds: string[];
}

const sparesMax = 2;
/** Milliseconds without a node in a place; only an error in the run itself takes this long. */
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

  /** Spare processes with their code already loaded, which takes seconds. */
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
      await options.database.up(); // nodes do not start without it
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

/** Reports a node that ended without being told to, or not gracefully after SIGTERM. */
function findBadEnd(node: NodeOfRun, code: number | null): Violation[] {
  const isGood = node.end === 'killed' || (node.end === 'stopped in order' && code === 0);
  if (isGood) return [];
  const evidence = { node: node.name, code, output: node.output.slice(-4_000) };
  return [{ promise: 'process', what: `a node ${node.end} with exit code ${code}`, evidence }];
}
