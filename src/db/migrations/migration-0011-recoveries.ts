import { Migration } from '@mikro-orm/migrations';

/** Sends failed deliveries again in the background: the tables of recoveries. */
export class Migration0011Recoveries extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

/** As in `events/recoveries/recovery.ts` at the time of this migration. */
const skippedCounts = [
  ...['repeated_count', 'event_not_kept_count'],
  ...['webhook_disabled_count', 'webhook_suspended_count', 'webhook_deleted_count'],
];

const statements = [
  `create table recoveries (
    id uuid primary key,
    workspace_id text not null references workspaces,
    status text not null default 'RUNNING' check (status in ('RUNNING', 'SUCCEEDED', 'CANCELLED')),
    filter json not null,
    searched_to uuid,
    expected_count integer not null,
    is_expected_exact boolean not null,
    recovered_count integer not null default 0,
    ${skippedCounts.map((name) => `${name} integer not null default 0`).join(', ')},
    updated_at timestamptz(3) not null default clock_timestamp(),
    ended_at timestamptz(3),
    check ((ended_at is null) = (status = 'RUNNING'))
  )`,
  `create index recoveries_by_workspace on recoveries (workspace_id, id)`,
  `create index recoveries_running on recoveries (workspace_id) where status = 'RUNNING'`,
  // One row for each webhook that a running recovery has not finished.
  `create table recovery_parts (
    recovery_id uuid not null references recoveries on delete cascade,
    webhook_id uuid not null,
    searched_to uuid not null,
    line_count integer not null default 0,
    turn_at timestamptz not null default clock_timestamp(),
    progressed_at timestamptz not null default clock_timestamp(),
    primary key (recovery_id, webhook_id)
  )`,
  `create index recovery_parts_by_turn on recovery_parts (turn_at)`,
];
