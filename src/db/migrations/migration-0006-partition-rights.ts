import { Migration } from '@mikro-orm/migrations';

/**
 * Partitions are made with the rights of the owner of the tables, so the role that runs a node needs
 * only the right to call this. It finds the tables where they are, whatever the caller's `search_path`,
 * and makes partitions of our tables alone.
 */
export class Migration0006PartitionRights extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `create or replace function make_partition(parent text, day date) returns void
  language plpgsql security definer as $fn$
  declare
    partition text := parent || '_' || to_char(day, 'YYYYMMDD');
  begin
    if parent not in ('events', 'deliveries', 'attempts') then
      raise exception 'The table % has no partitions.', parent;
    end if;
    if to_regclass(partition) is not null then return; end if;
    -- Nodes made it with the search_path of their own before, maybe in another schema.
    if exists (select from pg_inherits join pg_class on pg_class.oid = inhrelid
      where inhparent = to_regclass(parent) and relname = partition) then return; end if;
    execute format('create table %I (like %I including all)', partition, parent);
    execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, partition,
      id_floor(day::timestamp at time zone 'UTC'), id_floor((day + 1)::timestamp at time zone 'UTC'));
  end $fn$`,
  // The session's temporary tables come last: in front, they could stand in for ours.
  `do $do$ begin
    execute format('alter function make_partition(text, date) set search_path = %I, pg_temp', current_schema());
  end $do$`,
  `revoke execute on function make_partition(text, date) from public`,
];
