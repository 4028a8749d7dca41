import { Migration } from '@mikro-orm/migrations';

/**
 * Partitions are made with the rights of the owner of the tables, so the role that runs a node needs
 * only the right to call this. It makes partitions of our tables alone, where the tables are. Nothing
 * that the caller or others have made stands in for a function or a table in it, whatever the caller's
 * `search_path` is and whoever may write into the schema.
 */
export class Migration0006PartitionRights extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

/** The argument of `format` is the schema of the tables. */
const body = `
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
    execute format('create table %%1$I.%%2$I (like %%1$I.%%3$I including all)', schema, partition, parent);
    execute format('alter table %%1$I.%%2$I attach partition %%1$I.%%3$I for values from (%%4$L) to (%%5$L)',
      schema, parent, partition, %1$I.id_floor(day::timestamp at time zone 'UTC'),
      %1$I.id_floor((day + 1)::timestamp at time zone 'UTC'));
  end`;

const statements = [
  `do $do$ begin
    execute format($def$
      create or replace function %1$I.make_partition(parent text, day date) returns void
      language plpgsql security definer set search_path = pg_catalog, pg_temp as $fn$${body} $fn$
    $def$, current_schema());
  end $do$`,
  `revoke execute on function make_partition(text, date) from public`,
];
