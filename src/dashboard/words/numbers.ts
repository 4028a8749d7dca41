/** A count that may be a lower bound. */
export interface BoundedCount {
  count: number;
  isExact: boolean;
}

const number = new Intl.NumberFormat('en-GB');

/** Writes a number with separators, such as "12,000". */
export function writeNumber(value: number): string {
  return number.format(value);
}

/** Writes a count that may be a lower bound: "12", or "more than 10,000". */
export function writeCount({ count, isExact }: BoundedCount): string {
  return isExact ? writeNumber(count) : `more than ${writeNumber(count)}`;
}

/** Writes a count with its noun: "1 delivery", "more than 10,000 deliveries". */
export function countDeliveries(count: number | BoundedCount): string {
  return writeWithNoun(count, 'delivery', 'deliveries');
}

/** Writes a count with its noun: "1 webhook", "10 webhooks". */
export function countWebhooks(count: number | BoundedCount): string {
  return writeWithNoun(count, 'webhook', 'webhooks');
}

function writeWithNoun(count: number | BoundedCount, one: string, many: string): string {
  const bounded = typeof count === 'number' ? { count, isExact: true } : count;
  const isOne = bounded.count === 1 && bounded.isExact;
  return `${writeCount(bounded)} ${isOne ? one : many}`;
}

/**
 * Writes a share from 0 to 1 as a percentage; a dash when there is none. A small share is never rounded to none, nor a
 * large one to all.
 */
export function writeShare(share: number | null): string {
  if (share === null) return '–';
  if (share > 0 && share < 0.001) return '< 0.1 %';
  if (share < 1 && share > 0.999) return '> 99.9 %';
  const percent = share * 100;
  return `${percent < 10 ? Number(percent.toFixed(1)) : Number(percent.toFixed(0))} %`;
}
