const recent = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'short' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
});

/** Writes a time to the second, in the zone of the person who reads it. */
export function describeExactTime(time: string): string {
  return recent.format(new Date(time));
}
