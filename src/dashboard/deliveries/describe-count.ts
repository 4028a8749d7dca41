/** Writes a count of deliveries, which has a limit. */
export function describeCount({ count, isExact }: { count: number; isExact: boolean }): string {
  const number = count.toLocaleString('en');
  if (!isExact) return `More than ${number} deliveries`;
  return count === 1 ? '1 delivery' : `${number} deliveries`;
}
