/** A name that may follow a dot. */
const plainName = /^[A-Za-z_$][\w$]*$/;

/** Writes the path of an entry: `data.lines[0].id`, or `data["a key"]` for other names. */
export function joinPath(parent: string, key: string | number): string {
  if (typeof key === 'number') return `${parent}[${key}]`;
  if (!plainName.test(key)) return `${parent}[${JSON.stringify(key)}]`;
  return parent === '' ? key : `${parent}.${key}`;
}
