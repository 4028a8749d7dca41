/** Names the local date of the hour that begins so many hours after 1970, UTC. Different dates have different names. */
export type DateOf = (hour: number) => string;

export const hourMs = 3_600_000;

/**
 * Returns the calendar of a time zone: of a name in the IANA database, or of an offset such as `+05:30`. Null for any other
 * text. Names ignore case, and former names such as `Asia/Calcutta` are known.
 */
export function findCalendar(timeZone: string): DateOf | null {
  try {
    const parts = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
    const format = new Intl.DateTimeFormat('en', { timeZone, calendar: 'iso8601', ...parts });
    return (hour) => format.format(hour * hourMs);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
