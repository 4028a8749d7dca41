/** How far a rent is. */
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

/** Why a rent cannot go from one status to another, as a sentence that says what is allowed; null when it can. */
export function findStatusError(from: RentStatus, to: RentStatus): string | null {
  const allowed = next[from];
  if (allowed.includes(to)) return null;
  const rest = allowed.length > 0 ? `only to ${allowed.join(' or ')}` : 'nor to any other status';
  return `A rent cannot go from ${from} to ${to}, ${rest}.`;
}

/** What a change of status does to the stock of each line: going ACTIVE takes it (-1), leaving ACTIVE gives it back (1). */
export function decideStockDirection(from: RentStatus, to: RentStatus): -1 | 0 | 1 {
  if (to === RentStatus.ACTIVE) return -1;
  return from === RentStatus.ACTIVE ? 1 : 0;
}
