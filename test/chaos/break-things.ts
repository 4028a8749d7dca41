import { setTimeout as delay } from 'node:timers/promises';
import type { Breaker } from './faults/carry-out.ts';
import { stepPoints, type Fault, type FaultKind, type PlannedFault } from './faults/fault.ts';
import { planRound } from './faults/plan-round.ts';
import type { Random } from './random.ts';

/** When to end the faults. */
export interface Wanted {
  /** Minimum duration; the faults also continue until the minimum counts are reached, with a kill at each step. */
  minutes: number;
  /** Maximum duration. */
  minutesAtMost: number;
  least: Partial<Record<FaultKind, number>>;
}

export interface BreakingOptions {
  breaker: Breaker;
  random: Random;
  kinds: readonly FaultKind[];
  wanted: Wanted;
  leaseMs: number;
  /** Stretches the pauses between faults. */
  pace: number;
  signal: AbortSignal;
}

/** Maximum number of overlapping faults. */
const atOnceMax = 3;

/** Carries out round after round of faults until the targets are met; resolves when the last one is over. */
export async function breakThings(options: BreakingOptions): Promise<void> {
  const { breaker, random, kinds, wanted, leaseMs, pace, signal } = options;
  const startedAt = Date.now();
  const running = new Set<Promise<void>>();
  const planned: PlannedFault[] = [];
  const isEnough = () => {
    const minutes = (Date.now() - startedAt) / 60_000;
    if (signal.aborted || minutes >= wanted.minutesAtMost) return true;
    return minutes >= wanted.minutes && hasReached(breaker, wanted, kinds);
  };

  while (!isEnough()) {
    if (kinds.length === 0) {
      await delay(200);
      continue;
    }
    if (planned.length === 0) planned.push(...planRound(random, kinds, leaseMs));
    await breaker.recovered();
    const fault = planned.shift()!;
    const run = breaker.carryOut(fault).finally(() => running.delete(run));
    running.add(run);
    await delay(fault.pauseMs * pace, undefined, { signal }).catch(() => undefined);
    while (running.size >= atOnceMax) await Promise.race(running);
  }
  await Promise.all(running);
}

function hasReached({ faults }: Breaker, { least }: Wanted, kinds: readonly FaultKind[]): boolean {
  const counts = Map.groupBy(faults, (fault) => fault.kind);
  if (kinds.some((kind) => (counts.get(kind)?.length ?? 0) < (least[kind] ?? 0))) return false;
  return !kinds.includes('kill') || !least.kill || hasKilledAtEachStep(faults);
}

/** Whether there was a kill at each step; a point not reached in time does not count. */
function hasKilledAtEachStep(faults: readonly Fault[]): boolean {
  return Object.values(stepPoints).every((points) =>
    faults.some(({ how }) => points.some((point) => point === how)),
  );
}
