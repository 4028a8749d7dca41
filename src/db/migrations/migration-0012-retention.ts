import { Migration } from '@mikro-orm/migrations';

/** Lets the service throw things away: old days, the texts of erased events, and whole workspaces. */
export class Migration0012Retention extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

/**
 * The argument of `format` is the schema of the tables. The partition itself may be in another schema. The
 * files are removed after the commit, when the lock is free again.
 */
const dropBody = `
  declare
    schema constant text := %1$L;
    partition regclass := (
      select inhrelid::regclass from pg_inherits join pg_class on pg_class.oid = inhrelid
      where inhparent = to_regclass(format('%%I.%%I', schema, parent))
        and relname = parent || '_' || to_char(day, 'YYYYMMDD'));
  begin
    if parent not in ('events', 'deliveries', 'attempts') then
      raise exception 'The table %% has no partitions.', parent;
    end if;
    if (day > (clock_timestamp() at time zone 'UTC')::date - 8) is not false then
      raise exception 'The partition of %% is too young to be dropped.', day;
    end if;
    if partition is null then return false; end if;
    if parent <> 'events' and exists (select from %1$I.delivery_queue
      where delivery_id >= %1$I.id_floor(day::timestamp at time zone 'UTC')
        and delivery_id < %1$I.id_floor((day + 1)::timestamp at time zone 'UTC')) then
      raise exception 'The partition of %% has deliveries that have not ended.', day;
    end if;
    execute format('drop table %%s', partition);
    return true;
  end`;

/**
 * Drops the partition of a day that is at least seven days old, with the rights of the tables' owner, and returns
 * whether there was one. Everybody else who uses the table waits for the lock too, so it is wanted for 100 ms only.
 */
const dropPartition = `do $do$ begin
  execute format($def$
    create function %1$I.drop_partition(parent text, day date) returns boolean
    language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '100ms'
    as $fn$${dropBody} $fn$
  $def$, current_schema());
end $do$`;

const statements = [
  dropPartition,
  `revoke execute on function drop_partition(text, date) from public`,
  // Set when the text of an event was erased on request: then its body is empty.
  `alter table events add column erased_at timestamptz(3)`,
  `create table task_leases (
    task text primary key,
    holder uuid,
    ends_at timestamptz,
    succeeded_at timestamptz(3) not null default clock_timestamp()
  )`,
  `create table workspace_deletions (
    workspace_id text primary key,
    requested_at timestamptz(3) not null default clock_timestamp(),
    requested_xid xid8 not null default pg_current_xact_id(),
    settled_xid xid8,
    ended_at timestamptz(3),
    removed_count bigint not null default 0
  )`,
];
