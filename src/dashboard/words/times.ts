const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });

/** Writes a time in full, in the zone of the person who reads it. */
export function describeTime(time: string): string {
  return exact.format(new Date(time));
}

/** The name of the time zone of this computer; UTC if it has none. */
export const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
