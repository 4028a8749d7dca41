const seconds = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });

/** Writes how long a request took: "84 ms", "1.25 s"; a dash when that is not known. */
export function writeMs(ms: number | null | undefined): string {
  if (ms == null) return '–';
  return ms < 1_000 ? `${ms} ms` : `${seconds.format(ms / 1_000)} s`;
}

const units = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3_600 },
  { name: 'min', seconds: 60 },
  { name: 's', seconds: 1 },
];

/** Writes a number of seconds by its two largest units, such as "59 min 3 s". */
export function writeSeconds(total: number): string {
  const first = units.findIndex(({ seconds: unit }) => total >= unit);
  if (first === -1) return '0 s';
  let rest = total;
  const parts = units.slice(first, first + 2).map(({ name, seconds: unit }) => {
    const count = Math.floor(rest / unit);
    rest -= count * unit;
    return count > 0 ? `${count} ${name}` : null;
  });
  return parts.filter((part) => part !== null).join(' ');
}
