import { Migration } from '@mikro-orm/migrations';
import { replaceMakePartition } from './migration-0006-partition-rights.ts';

/**
 * Moves waiting and leased deliveries into a narrow table of their own. A row of `deliveries` is then
 * inserted once and updated once per attempt. For a success, that update changes no indexed column. A scan
 * for due deliveries reads one small table instead of one partition per day.
 */
export class Migration0008DeliveryQueueBreaking extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  // Nothing that a node still writes may slip by between the copy and the end.
  `lock table deliveries in access exclusive mode`,
  // Vacuumed by the number of dead rows alone: the table turns over all the time and stays small.
  `create table delivery_queue (
    delivery_id uuid primary key,
    webhook_id uuid not null,
    event_id uuid not null,
    due_at timestamptz not null,
    claim_token uuid,
    body_bytes integer not null,
    attempt_count smallint not null default 0,
    workspace_id text not null,
    trigger text not null
  ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
    autovacuum_vacuum_cost_delay = 0, autovacuum_vacuum_insert_threshold = -1)`,
  // A delivery whose event is no longer kept goes along: without a row here it would be PENDING for ever.
  `insert into delivery_queue (delivery_id, webhook_id, event_id, due_at, claim_token, body_bytes, attempt_count, workspace_id, trigger)
    select d.id, d.webhook_id, d.event_id, d.due_at, d.claim_token, coalesce(octet_length(e.body), 0), d.attempt_count, d.workspace_id, d.trigger
    from deliveries d left join events e on e.id = d.event_id where d.due_at is not null`,
  // Every row is in exactly one of the first two: waiting, or held under a lease.
  `create index delivery_queue_waiting on delivery_queue (webhook_id, due_at) where claim_token is null`,
  `create index delivery_queue_leased on delivery_queue (due_at) where claim_token is not null`,
  `create index delivery_queue_waiting_tests on delivery_queue (due_at)
    where claim_token is null and trigger = 'TEST'`,
  // Takes the check and the indexes that named them along.
  `alter table deliveries drop column due_at, drop column claim_token`,
  // A page keeps room for the new versions of its rows, or they go to other pages and into every index.
  replaceMakePartition(
    ` with (fillfactor = ' || case parent when 'deliveries' then 60 else 100 end || ')`,
  ),
  `do $do$ declare partition regclass; begin
    for partition in select inhrelid::regclass from pg_inherits where inhparent = 'deliveries'::regclass loop
      execute format('alter table %s set (fillfactor = 60)', partition);
    end loop;
  end $do$`,
  // A success changes no column of it, so PostgreSQL updates the row in place (HOT).
  `drop index deliveries_failed`,
  `create index deliveries_failed on deliveries (workspace_id, id) where status_reason is not null`,
];
