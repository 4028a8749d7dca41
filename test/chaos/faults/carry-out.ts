import { setTimeout as delay } from 'node:timers/promises';
import { withTimeout } from '../../../src/kernel/index.ts';
import type { ChaosDatabase } from '../chaos-database.ts';
import type { Fleet } from '../fleet.ts';
import type { Violation } from '../journal.ts';
import type { NodeProcess } from '../node-process.ts';
import { stepPoints, timedPoints, type Fault, type PlannedFault } from './fault.ts';
import { cutSessions, harmNetwork } from './harm-connections.ts';

/** Carries out planned faults and records them. */
export interface Breaker {
  faults: readonly Fault[];
  observed: readonly Violation[];
  /** Milliseconds from SIGTERM to exit. */
  stopMs: readonly number[];
  /** Resolves when enough nodes are ready for the next fault; a slow machine needs time for new ones. */
  recovered(): Promise<void>;
  /** Resolves when the fault is over. */
  carryOut(planned: PlannedFault): Promise<void>;
}

/** Milliseconds to reach the point of death (plus a lease for a takeover); after that the node is killed anyway. */
const passWithinMs = { takeover: 8_000, others: 5_000 };
/** Limit for a stop: 10 s for requests in flight, 2 s to close everything, some more for a busy machine. */
const stopWithinMs = 15_000;
/** Milliseconds before a hanging stop is killed. */
const giveUpMs = 30_000;

/** Creates a breaker for the fleet and its database. */
export function createBreaker(fleet: Fleet, database: ChaosDatabase): Breaker {
  const faults: Fault[] = [];
  const observed: Violation[] = [];
  const stopMs: number[] = [];
  let turn = Promise.resolve();
  /** Frozen nodes, which cannot receive SIGTERM. */
  const frozen = new Map<NodeProcess, Promise<void>>();

  /** @returns the fault as carried out; a point not reached in time is replaced */
  async function kill(node: NodeProcess, { how, skip, durationMs }: PlannedFault): Promise<string> {
    if (how === 'at random') node.signal('SIGKILL');
    else if (how === 'in shutdown') {
      await frozen.get(node);
      node.signal('SIGTERM');
      await delay(durationMs / 10);
      node.signal('SIGKILL');
    } else {
      const isTakeover = stepPoints.takeover.some((point) => point === how);
      node.dieAt({ point: how, skip: isTakeover ? 0 : skip });
      if (!(await withTimeout(passWithinMs[isTakeover ? 'takeover' : 'others'], node.ended))) {
        node.signal('SIGKILL');
        await node.ended;
        return timedPoints[0];
      }
    }
    await node.ended;
    return how;
  }

  async function stop(node: NodeProcess, { durationMs }: PlannedFault): Promise<void> {
    node.signal('SIGSTOP');
    const thaw = delay(durationMs).then(() => node.signal('SIGCONT'));
    frozen.set(node, thaw);
    await thaw;
  }

  async function term(node: NodeProcess): Promise<void> {
    await frozen.get(node);
    const startedAt = Date.now();
    node.signal('SIGTERM');
    if (!(await withTimeout(giveUpMs, node.ended))) node.signal('SIGKILL');
    await node.ended;
    const tookMs = Date.now() - startedAt;
    stopMs.push(tookMs);
    if (tookMs <= stopWithinMs) return;
    const evidence = { node: node.name, tookMs };
    observed.push({ promise: 'process', what: 'a stop took too long', evidence });
  }

  /** Faults of the database take turns: it cannot be killed twice, nor cut sessions while it dies. */
  async function inTurn(harm: () => Promise<void>): Promise<void> {
    turn = turn.then(harm);
    return turn;
  }

  async function killDatabase({ durationMs }: PlannedFault): Promise<void> {
    await database.kill();
    await delay(durationMs / 3);
    await database.restart();
  }

  async function act(planned: PlannedFault, node: NodeProcess | null): Promise<string> {
    switch (planned.kind) {
      case 'kill':
        return kill(node!, planned);
      case 'stop':
        await stop(node!, planned);
        break;
      case 'term':
        await term(node!);
        break;
      case 'database':
        await inTurn(() => killDatabase(planned));
        break;
      case 'connections':
        await inTurn(() => cutSessions(database, planned));
        break;
      case 'network':
        await harmNetwork(fleet.proxies, planned);
    }
    return planned.how;
  }

  return {
    faults,
    observed,
    stopMs,
    recovered: () => fleet.almostComplete(),
    async carryOut(planned) {
      const needsNode = ['kill', 'stop', 'term'].includes(planned.kind) && planned.slot !== null;
      const node = needsNode ? await fleet.nodeAt(planned.slot!) : null;
      const startedAt = Date.now();
      const how = await act(planned, node);
      const { kind } = planned;
      faults.push({ kind, how, node: node?.name ?? null, startedAt, endedAt: Date.now() });
    },
  };
}
