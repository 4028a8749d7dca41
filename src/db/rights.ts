import { sql } from 'kysely';

/** The rights of a node's role, as `docs/operations.md` grants them. The owner of the tables has them anyway. */
const tableRights: Readonly<Record<string, readonly string[]>> = {
  'select insert update delete': [
    ...['workspaces', 'webhooks', 'webhook_hours', 'events', 'deliveries', 'attempts'],
    ...['delivery_queue', 'event_keys', 'webhook_keys', 'rate_limits'],
    ...['items', 'renters', 'rents', 'task_leases', 'workspace_deletions'],
    ...['recoveries', 'recovery_parts', 'message_paces'],
  ],
  'select insert delete': ['webhook_states', 'delivery_changes', 'webhook_changes'],
  'select update': ['database_epochs', 'cluster_figures'],
};
const functions = [
  ...['new_id()', 'id_floor(timestamptz)', 'event_json(text)'],
  ...['make_partition(text, date)', 'drop_partition(text, date)'],
];

const pairs = Object.entries(tableRights).flatMap(([rights, tables]) =>
  tables.flatMap((table) => rights.split(' ').map((right) => [table, right] as const)),
);

/** Part of a `select`: the rights that the node's role lacks, as an array of texts. A missing table is no error here. */
export function listMissingRights() {
  return sql<string[]>`array(
    select concat(needed, ' on ', name)
    from unnest(${pairs.map(([table]) => table)}::text[], ${pairs.map(([, right]) => right)}::text[])
      as rights (name, needed)
    where not has_table_privilege(to_regclass(name), needed)
    union all
    select concat('execute on ', name) from unnest(${functions}::text[]) as name
    where not has_function_privilege(to_regprocedure(name), 'execute'))`;
}
