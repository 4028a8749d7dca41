import type { Random } from '../random.ts';
import { stepPoints, timedPoints, type FaultKind, type PlannedFault } from './fault.ts';

/** Roles of each place in the fleet. */
export const fleetRoles = ['api,dispatcher', 'dispatcher', 'api', 'api,dispatcher'] as const;

/** Faults per round, by kind. */
export const faultsARound: Readonly<Record<FaultKind, number>> = {
  kill: 20,
  stop: 5,
  term: 3,
  database: 3,
  connections: 3,
  network: 6,
};

const { publish: publishPoints, ...others } = stepPoints;
const dispatcherPoints: readonly string[] = Object.values(others).flat();
const hows: Readonly<Record<Exclude<FaultKind, 'kill'>, readonly string[]>> = {
  stop: ['longer than the lease'],
  term: ['and a new node'],
  database: ['kill -9'],
  connections: ['all', 'half', 'cancel'],
  network: ['cut', 'stall', 'trickle'],
};

/** Plans one round in order: `faultsARound` of each kind, taking the varieties in turn. */
export function planRound(random: Random, kinds: readonly FaultKind[], leaseMs: number) {
  const planned = kinds.flatMap((kind) =>
    varietiesOf(random, kind).map((how) => planOne(random, kind, how, leaseMs)),
  );
  return random.shuffle(planned);
}

function varietiesOf(random: Random, kind: FaultKind): string[] {
  const count = faultsARound[kind];
  const all =
    kind === 'kill' ? [...dispatcherPoints, ...publishPoints, ...timedPoints] : [...hows[kind]];
  const turns = Array.from({ length: Math.ceil(count / all.length) }, () => random.shuffle(all));
  return turns.flat().slice(0, count);
}

function planOne(random: Random, kind: FaultKind, how: string, leaseMs: number): PlannedFault {
  return {
    kind,
    how,
    slot: chooseSlot(random, kind, how),
    skip: random.between(0, 2),
    durationMs:
      kind === 'stop' ? random.between(leaseMs + 500, leaseMs * 2) : random.between(300, 4_000),
    pauseMs: random.between(300, 2_400),
  };
}

function chooseSlot(random: Random, kind: FaultKind, how: string): number | null {
  if (kind === 'database' || kind === 'connections') return null;
  if (kind === 'network' && random.next() < 0.4) return null;
  const needed = neededRole(how);
  const slots = fleetRoles.flatMap((roles, slot) => (roles.includes(needed) ? [slot] : []));
  return random.pick(slots);
}

function neededRole(how: string): string {
  if (publishPoints.some((point) => point === how)) return 'api';
  return dispatcherPoints.includes(how) ? 'dispatcher' : '';
}
