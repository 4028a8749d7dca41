const units = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3_600 },
  { name: 'min', seconds: 60 },
  { name: 's', seconds: 1 },
];

/** Writes a duration by its two largest units, such as "59 min 3 s". */
export function describeSeconds(total: number): string {
  const first = units.findIndex(({ seconds }) => total >= seconds);
  if (first === -1) return '0 s';
  let rest = total;
  const parts = units.slice(first, first + 2).map(({ name, seconds }) => {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    return count > 0 ? `${count} ${name}` : null;
  });
  return parts.filter((part) => part !== null).join(' ');
}
