import { writeMs } from '../words/durations.ts';
import type { AttemptDetails } from './delivery-document.ts';

/** A part of the time of a request. */
export interface Phase {
  name: string;
  durationMs: number;
  /** Of the whole request, 0 to 100. */
  percent: number;
  color: string;
}

type Times = Pick<
  AttemptDetails,
  'durationMs' | 'lookUpMs' | 'connectMs' | 'tlsMs' | 'firstByteMs'
>;

/** Divides the time of a request into its phases, in their order. Phases that it did not reach are left out. */
export function dividePhases(times: Times): Phase[] {
  const { durationMs, lookUpMs, connectMs, tlsMs, firstByteMs } = times;
  if (durationMs === null) return [];
  const known = [
    { name: 'DNS lookup', durationMs: lookUpMs, color: 'violet.6' },
    { name: 'Connection', durationMs: connectMs, color: 'orange.6' },
    { name: 'TLS', durationMs: tlsMs, color: 'pink.6' },
    { name: 'First byte', durationMs: firstByteMs, color: 'blue.6' },
  ].flatMap((phase) =>
    phase.durationMs === null ? [] : [{ ...phase, durationMs: phase.durationMs }],
  );
  const knownMs = known.reduce((sum, phase) => sum + phase.durationMs, 0);
  const restMs = Math.max(0, durationMs - knownMs);
  const rest = { name: 'Rest', durationMs: restMs, color: 'teal.6' };
  const wholeMs = knownMs + restMs;
  return [...known, ...(restMs > 0 ? [rest] : [])].map((phase) => ({
    ...phase,
    percent: wholeMs === 0 ? 0 : (phase.durationMs / wholeMs) * 100,
  }));
}

/** Writes the phases as text, for those who do not see the bars. */
export function describePhases(phases: readonly Phase[]): string {
  return phases.map(({ name, durationMs }) => `${name} ${writeMs(durationMs)}`).join(', ');
}
