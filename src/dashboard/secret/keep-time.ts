/** The units in which one says how long the previous secret signs too. */
export const keepUnits = [
  { value: '60', label: 'minutes' },
  { value: '3600', label: 'hours' },
  { value: '86400', label: 'days' },
];

/** The time for which the previous secret signs too, as a person writes it. */
export interface KeepTime {
  /** Empty while the field is. */
  count: number | string;
  /** Seconds, as a text. */
  unit: string;
}

/** Returns the whole seconds of a time; the service says when they are too many. */
export function toSeconds({ count, unit }: KeepTime): number {
  return Math.round(Number(count) * Number(unit));
}

/** Reads the end of a previous secret: milliseconds, null for none. */
export function toTime(endsAt: string | null): number | null {
  return endsAt === null ? null : Date.parse(endsAt);
}
