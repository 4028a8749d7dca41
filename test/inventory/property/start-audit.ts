import { sql, type Database } from '../../../src/db/index.ts';

/*
 * An audit log of the tables, written by triggers and therefore independent of our code. `n` has the order
 * of a row's changes, because each change holds the lock of the row.
 */
const statements = [
  `create table inventory_audit (
    n bigint generated always as identity primary key,
    workspace_id text not null,
    table_name text not null,
    before jsonb,
    after jsonb
  )`,
  'create index on inventory_audit (workspace_id)',
  `create function audit_inventory() returns trigger language plpgsql as $fn$ begin
    insert into inventory_audit (workspace_id, table_name, before, after) values (
      coalesce(new.workspace_id, old.workspace_id), tg_table_name,
      to_jsonb(old) - 'workspace_id', to_jsonb(new) - 'workspace_id'
    );
    return null;
  end $fn$`,
  ...['items', 'renters', 'rents'].map(
    (table) => `create trigger audit after insert or update or delete on ${table}
      for each row execute function audit_inventory()`,
  ),
];

/** Makes PostgreSQL record each change of an item, a renter or a rent in the same transaction. */
export async function startAudit(database: Database): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database.em.getKysely());
}
