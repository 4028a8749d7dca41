/** Writes a time in the zone of the browser, as `2026-03-29 02:30:00`. */
export function toLocalTime(time: string | null): string | null {
  if (time === null) return null;
  const date = new Date(time);
  const pad = (value: number, length = 2) => String(value).padStart(length, '0');
  return (
    `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ` +
    `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`
  );
}

/** Reads a time of the zone of the browser. Null if it is none. */
export function fromLocalTime(text: string | null): string | null {
  const date = new Date((text ?? '').replace(' ', 'T'));
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
