/** Status of a rent. */
export const RentStatus = {
  RESERVED: 'RESERVED',
  ACTIVE: 'ACTIVE',
  RETURNED: 'RETURNED',
  CANCELLED: 'CANCELLED',
} as const;
export type RentStatus = (typeof RentStatus)[keyof typeof RentStatus];

const next: Readonly<Record<RentStatus, readonly RentStatus[]>> = {
  RESERVED: ['ACTIVE', 'CANCELLED'],
  ACTIVE: ['RETURNED', 'CANCELLED'],
  RETURNED: [],
  CANCELLED: [],
};

/** Returns a sentence that explains why a change of status is not allowed and what is; null if it is allowed. */
export function findStatusError(from: RentStatus, to: RentStatus): string | null {
  const allowed = next[from];
  if (allowed.includes(to)) return null;
  const rest = allowed.length > 0 ? `only to ${allowed.join(' or ')}` : 'or to any other status';
  return `A rent cannot change from ${from} to ${to}, ${rest}.`;
}

/** Effect of a change of status on the stock of each line: becoming ACTIVE takes it (-1), leaving ACTIVE returns it (1). */
export function decideStockDirection(from: RentStatus, to: RentStatus): -1 | 0 | 1 {
  if (to === RentStatus.ACTIVE) return -1;
  return from === RentStatus.ACTIVE ? 1 : 0;
}
