import dayjs from 'dayjs';

/** Writes an instant as the local time that a picker shows: `2026-03-01 12:00:00`. */
export function toLocalTime(instant: string | null): string | null {
  return instant === null ? null : dayjs(instant).format('YYYY-MM-DD HH:mm:ss');
}

/** Reads the local time of a picker. */
export function toInstant(localTime: string | null): string | null {
  const time = dayjs(localTime);
  return localTime === null || !time.isValid() ? null : time.toISOString();
}
