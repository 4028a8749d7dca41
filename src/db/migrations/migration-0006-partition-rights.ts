import { Migration } from '@mikro-orm/migrations';

/**
 * Makes partitions with the rights of the tables' owner, so that a node's role needs only the right to call
 * this function. It makes partitions of our tables only, in their schema. Neither the caller's `search_path`
 * nor objects that others made in the schema can replace a function or table used inside.
 */
export class Migration0006PartitionRights extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

/** The argument of `format` is the schema of the tables. */
const writeBody = (storage: string) => `
  declare
    schema constant text := %1$L;
    partition text := parent || '_' || to_char(day, 'YYYYMMDD');
  begin
    if parent not in ('events', 'deliveries', 'attempts') then
      raise exception 'The table %% has no partitions.', parent;
    end if;
    if day < '2020-01-01' or day > current_date + 400 then
      raise exception 'No partition is made for a day as far away as %%.', day;
    end if;
    if to_regclass(format('%%I.%%I', schema, partition)) is not null then return; end if;
    -- Nodes made it with the search_path of their own before, maybe in another schema.
    if exists (select from pg_inherits join pg_class on pg_class.oid = inhrelid
      where inhparent = to_regclass(format('%%I.%%I', schema, parent)) and relname = partition) then return; end if;
    execute format('create table %%1$I.%%2$I (like %%1$I.%%3$I including all)${storage}', schema, partition, parent);
    execute format('alter table %%1$I.%%2$I attach partition %%1$I.%%3$I for values from (%%4$L) to (%%5$L)',
      schema, parent, partition, %1$I.id_floor(day::timestamp at time zone 'UTC'),
      %1$I.id_floor((day + 1)::timestamp at time zone 'UTC'));
  end`;

/**
 * Replaces the function that makes partitions.
 *
 * @param storage what follows each `create table`, in a format string within a format string
 */
export function replaceMakePartition(storage = ''): string {
  return `do $do$ begin
    execute format($def$
      create or replace function %1$I.make_partition(parent text, day date) returns void
      language plpgsql security definer set search_path = pg_catalog, pg_temp as $fn$${writeBody(storage)} $fn$
    $def$, current_schema());
  end $do$`;
}

const statements = [
  replaceMakePartition(),
  `revoke execute on function make_partition(text, date) from public`,
];
