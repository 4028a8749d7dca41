import { sql, type Database } from '../../../src/db/index.ts';
import { encodeId, IdPrefix } from '../../../src/kernel/index.ts';
import type { RentLine } from '../../../src/inventory/rents/rent.entity.ts';

/** Type of an object. */
export type Noun = 'item' | 'renter' | 'rent';

/** All columns of a row except its workspace, in the names and formats of the events. */
export interface Fields extends Readonly<Record<string, unknown>> {
  id: string;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** A change of a row, as recorded by PostgreSQL. */
export interface Change {
  noun: Noun;
  /** Null when the row was inserted. */
  before: Fields | null;
  /** Null when the row was deleted. */
  after: Fields | null;
  /** Transaction of the change. */
  transaction: string;
}

/** An event with its parsed body. */
export interface SentEvent {
  type: string;
  body: { event: string; data: Readonly<Record<string, unknown>>; timestamp: string };
  /** Transaction that published it. */
  transaction: string;
}

/** The result of a run: rows, recorded changes, and events. */
export interface Trace {
  rows: { noun: Noun; fields: Fields }[];
  /** In chronological order. */
  changes: Change[];
  events: SentEvent[];
}

type Row = Record<string, unknown>;
type TableName = 'items' | 'renters' | 'rents';

/** Reads the trace of a workspace that is no longer changing. */
export async function readTrace(database: Database, workspaceId: string): Promise<Trace> {
  const kysely = database.em.fork().getKysely();
  const [rows, changes, events] = await Promise.all([
    sql<{ table: TableName; row: Row }>`
      select 'items' as table, to_jsonb(t) - 'workspace_id' as row from items t
      where workspace_id = ${workspaceId}
      union all
      select 'renters', to_jsonb(t) - 'workspace_id' from renters t
      where workspace_id = ${workspaceId}
      union all
      select 'rents', to_jsonb(t) - 'workspace_id' from rents t where workspace_id = ${workspaceId}
    `.execute(kysely),
    sql<{ table: TableName; before: Row | null; after: Row | null; transaction: string }>`
      select table_name as table, before, after, xmin::text as transaction from inventory_audit
      where workspace_id = ${workspaceId} order by n
    `.execute(kysely),
    sql<{ type: string; body: string; transaction: string }>`
      select type, body, xmin::text as transaction from events
      where workspace_id = ${workspaceId} order by id
    `.execute(kysely),
  ]);
  return {
    rows: rows.rows.map(({ table, row }) => ({ noun: nouns[table], fields: toFields(table, row) })),
    changes: changes.rows.map(({ table, before, after, transaction }) => ({
      noun: nouns[table],
      before: before && toFields(table, before),
      after: after && toFields(table, after),
      transaction,
    })),
    events: events.rows.map((event) => ({
      ...event,
      body: JSON.parse(event.body) as SentEvent['body'],
    })),
  };
}

const nouns = { items: 'item', renters: 'renter', rents: 'rent' } as const;

/** Converts every column, so that one missing from the events is found. */
function toFields(table: TableName, row: Row): Fields {
  const fields = Object.entries(row).map(([column, value]): [string, unknown] => {
    if (column === 'id') return ['id', encodeId(IdPrefix[nouns[table]], value as string)];
    if (column === 'renter_id') return ['renterId', encodeId(IdPrefix.renter, value as string)];
    if (column === 'lines') return ['lines', (value as RentLine[]).map(toLine)];
    const name = column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    return [name, column.endsWith('_at') ? new Date(value as string).toISOString() : value];
  });
  return Object.fromEntries(fields) as Fields;
}

function toLine({ itemId, ...rest }: RentLine): RentLine {
  return { itemId: encodeId(IdPrefix.item, itemId), ...rest };
}
