/** The place of a row in a list. */
export interface Position {
  id: string;
  /** The value that the list is sorted by; null in a list sorted by id. */
  key: string | null;
}

/** An order by a value of each row. Rows with equal values are ordered by id. */
export interface SortKey<Row> {
  /** Its name in cursors: a cursor of another order is refused. Without spaces. */
  name: string;
  /** Returns the value as the database writes it. */
  keyOf: (row: Row) => string;
  /** Whether the database can compare with this text: a cursor may be forged. It never contains NUL. */
  isKey: (text: string) => boolean;
}

/**
 * Writes the place of a row in a list that is sorted by id, or by `sortKey`. Base64url makes the cursor opaque to
 * clients. In lists by id, a cursor is valid in both directions and under every filter.
 */
export function encodeCursor<Row extends { id: string }>(row: Row, sortKey?: SortKey<Row>): string {
  return write({ id: row.id, key: sortKey?.keyOf(row) ?? null }, sortKey);
}

function write({ id, key }: Position, sortKey?: { name: string }): string {
  const idBytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  const rest = sortKey ? Buffer.from(`${sortKey.name} ${key}`) : Buffer.alloc(0);
  return Buffer.concat([idBytes, rest]).toString('base64url');
}

/** Reads a cursor of this order. Null for every text that `encodeCursor` cannot have returned for it. */
export function decodeCursor<Row>(cursor: string, sortKey?: SortKey<Row>): Position | null {
  const bytes = Buffer.from(cursor, 'base64url');
  const [, ...parts] = uuidParts.exec(bytes.toString('hex', 0, 16)) ?? [];
  if (parts.length === 0) return null;
  const text = bytes.toString('utf8', 16);
  const key = sortKey ? text.slice(sortKey.name.length + 1) : null;
  const position = { id: parts.join('-'), key };
  // Buffer skips characters outside base64url and replaces invalid UTF-8, so a valid cursor must be written the
  // same way again.
  if (write(position, sortKey) !== cursor) return null;
  const isValid = key === null || (!key.includes('\0') && sortKey?.isKey(key));
  return isValid ? position : null;
}

const uuidParts = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;
