import type { DeliveryFilter } from '../api/graphql/graphql.ts';
import { countDeliveries, writeNumber } from '../words/numbers.ts';
import type { RecoveryRow } from './recovery-documents.ts';

/** The progress of a recovery. */
export interface Progress {
  /** 0 to 100. */
  percent: number;
  text: string;
}

type Facts = Pick<
  RecoveryRow,
  'status' | 'expectedCount' | 'recoveredCount' | 'searchedUntil' | 'filter' | 'createdAt'
>;

/** Measures by the deliveries that are made, or by the time that is searched if they are too many to be counted. */
export function measureProgress(recovery: Facts): Progress {
  const { status, expectedCount, recoveredCount } = recovery;
  const { count, isExact } = expectedCount;
  const text = isExact
    ? `${writeNumber(recoveredCount)} of ${countDeliveries(count)} made again`
    : `${countDeliveries(recoveredCount)} of more than ${writeNumber(count)} made again`;
  if (status === 'SUCCEEDED') return { percent: 100, text };
  const part = isExact && count > 0 ? recoveredCount / count : measureTime(recovery);
  // Only the end is 100 %.
  return { percent: Math.max(0, Math.min(99, Math.floor(part * 100))), text };
}

function measureTime({ searchedUntil, filter, createdAt }: Facts): number {
  const { createdAfter, createdBefore } = filter as DeliveryFilter;
  const from = Date.parse(createdAfter ?? createdAt);
  const end = Math.min(Date.parse(createdBefore ?? createdAt), Date.parse(createdAt));
  return end <= from ? 0 : (Date.parse(searchedUntil) - from) / (end - from);
}
