import { nameWorkspace } from '../name-workspace.ts';

/** The place of a row in a list. */
export interface Position {
  id: string;
  /** The value that the list is sorted by; null in a list sorted by id. */
  key: string | null;
}

/** The order of a list by id. */
export interface ListOrder {
  /** Its name in cursors: a cursor of another list or order is refused. Without spaces. */
  name: string;
}

/** An order by a value of each row. Rows with equal values are ordered by id. */
export interface SortKey<Row> extends ListOrder {
  /** Returns the value as the database writes it. */
  keyOf: (row: Row) => string;
  /** Whether the database can compare with this text: a cursor may be forged. It never contains NUL. */
  isKey: (text: string) => boolean;
}

type CursorOrder<Row> = ListOrder | SortKey<Row>;

/**
 * Writes the place of a row in a list of a workspace. Base64url makes the cursor opaque to clients. It is valid in both
 * directions of the list, and under every filter.
 */
export function encodeCursor<Row extends { id: string }>(
  row: Row,
  order: CursorOrder<Row>,
  workspaceId: string,
): string {
  return write({ id: row.id, key: isByKey(order) ? order.keyOf(row) : null }, order, workspaceId);
}

function write({ id, key }: Position, { name }: ListOrder, workspaceId: string): string {
  const head = Buffer.from(id.replaceAll('-', '') + nameWorkspace(workspaceId), 'hex');
  const rest = Buffer.from(key === null ? name : `${name} ${key}`);
  return Buffer.concat([head, rest]).toString('base64url');
}

/** The bytes of an id and of the name of a workspace. */
const headBytes = 16 + 6;

function isByKey<Row>(order: CursorOrder<Row>): order is SortKey<Row> {
  return 'keyOf' in order;
}

/** Reads a cursor of this order and workspace. Null for every text that `encodeCursor` cannot have returned for them. */
export function decodeCursor<Row>(
  cursor: string,
  order: CursorOrder<Row>,
  workspaceId: string,
): Position | null {
  const bytes = Buffer.from(cursor, 'base64url');
  const [, ...parts] = uuidParts.exec(bytes.toString('hex', 0, 16)) ?? [];
  if (parts.length === 0) return null;
  const key = isByKey(order)
    ? bytes.toString('utf8', headBytes + Buffer.byteLength(`${order.name} `))
    : null;
  const position = { id: parts.join('-'), key };
  // Buffer skips characters outside base64url and replaces invalid UTF-8, so a valid cursor must be written the
  // same way again. This also refuses another workspace.
  if (write(position, order, workspaceId) !== cursor) return null;
  const isValid = key === null || (isByKey(order) && !key.includes('\0') && order.isKey(key));
  return isValid ? position : null;
}

const uuidParts = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;
