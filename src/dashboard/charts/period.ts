import type { StatsBucket } from '../api/graphql/graphql.ts';

/** The periods that the charts show, as the address names them. */
export const periods = {
  '24h': { label: '24 hours', bucket: 'HOUR', count: 24 },
  '48h': { label: '48 hours', bucket: 'HOUR', count: 48 },
  '7d': { label: '7 days', bucket: 'DAY', count: 7 },
  '30d': { label: '30 days', bucket: 'DAY', count: 30 },
} as const satisfies Record<string, { label: string; bucket: StatsBucket; count: number }>;

export type PeriodName = keyof typeof periods;

/** Reads the period of an address; 24 hours if it has none that is known. */
export function readPeriod(name: string | null): PeriodName {
  return name !== null && Object.hasOwn(periods, name) ? (name as PeriodName) : '24h';
}

const hourMs = 3_600_000;

/**
 * Returns an instant in the first bucket of a period that ends with the present hour or day. It stays the same throughout
 * that hour or day. Days are those of the clock of this computer: at noon, they are right also when clocks change and where
 * midnight is not a whole hour of UTC.
 */
export function findSince(name: PeriodName, nowMs: number): string {
  const { bucket, count } = periods[name];
  if (bucket === 'HOUR') {
    return new Date((Math.floor(nowMs / hourMs) - count + 1) * hourMs).toISOString();
  }
  const now = new Date(nowMs);
  const noon = new Date(now.getFullYear(), now.getMonth(), now.getDate() - count + 1, 12);
  return noon.toISOString();
}
