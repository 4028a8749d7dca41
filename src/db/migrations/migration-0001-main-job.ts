import { Migration } from '@mikro-orm/migrations';

/** The tables of the main job: workspaces, webhooks, events, deliveries with their attempts, and what depends on them. */
export class Migration0001MainJob extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

/** PostgreSQL 18 has uuidv7(); for older versions the same layout (RFC 9562, 5.7) is made here. Both use the database's clock. */
const newId = `
do $do$ begin
  if current_setting('server_version_num')::int >= 180000 then
    create function new_id() returns uuid language sql volatile parallel safe as 'select uuidv7()';
  else
    create function new_id() returns uuid language sql volatile parallel safe as $fn$
      select encode(
        set_bit(set_bit(
          overlay(uuid_send(gen_random_uuid())
            placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
            from 1 for 6),
          52, 1), 53, 1), 'hex')::uuid
    $fn$;
  end if;
end $do$`;

/** The smallest UUIDv7 of a point in time, for the bounds of a day's partition. */
const idFloor = `
create function id_floor(instant timestamptz) returns uuid language sql immutable parallel safe as $fn$
  select (lpad(to_hex((extract(epoch from instant) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$fn$`;

/**
 * Makes the partition of one UTC day, unless it exists, of a table partitioned by UUIDv7. The table is made
 * first and then attached, since ATTACH does not block readers and writers of the parent.
 */
const makePartition = `
create function make_partition(parent text, day date) returns void language plpgsql as $fn$
declare
  partition text := parent || '_' || to_char(day, 'YYYYMMDD');
begin
  if to_regclass(partition) is not null then return; end if;
  execute format('create table %I (like %I including all)', partition, parent);
  execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, partition,
    id_floor(day::timestamp at time zone 'UTC'), id_floor((day + 1)::timestamp at time zone 'UTC'));
end $fn$`;

const workspaces = [
  `create table workspaces (
    id text primary key check (id ~ '^[A-Za-z0-9_-]{1,64}$'),
    name text not null,
    plan text not null check (plan in ('FREE', 'STARTER', 'PROFESSIONAL', 'ENTERPRISE')),
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now()
  )`,
];

const webhooks = [
  `create table webhooks (
    id uuid primary key,
    workspace_id text not null references workspaces,
    name text not null,
    url text not null,
    events text[] not null,
    timeout_seconds smallint not null check (timeout_seconds between 1 and 30),
    secret text not null,
    secret_hint text not null,
    secret_created_at timestamptz(3) not null default now(),
    previous_secret text,
    previous_secret_ends_at timestamptz(3),
    paused_at timestamptz(3),
    disabled_at timestamptz(3),
    disabled_reason text check (disabled_reason in ('RECEIVER_GONE', 'FAILING')),
    suspended boolean not null default false,
    cooling_down_until timestamptz(3),
    failing_since timestamptz(3),
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    deleted_at timestamptz(3)
  )`,
  `create index webhooks_by_workspace on webhooks (workspace_id, id) where deleted_at is null`,
];

const events = [
  `create table events (
    id uuid primary key,
    workspace_id text not null,
    type text not null,
    body text not null,
    occurred_at timestamptz(0) not null
  ) partition by range (id)`,
  `create index events_by_workspace on events (workspace_id, id)`,
  `create table event_keys (
    workspace_id text not null,
    key text not null,
    event_id uuid not null,
    content_hash bytea not null,
    created_at timestamptz(3) not null default now(),
    primary key (workspace_id, key)
  )`,
  `create index event_keys_by_age on event_keys (created_at)`,
];

const deliveries = [
  `create table deliveries (
    id uuid primary key,
    event_id uuid not null,
    webhook_id uuid not null,
    due_at timestamptz,
    claim_token uuid,
    completed_at timestamptz(3),
    response_time_ms integer,
    response_status smallint,
    attempt_count smallint not null default 0,
    workspace_id text not null,
    event_type text not null,
    trigger text not null check (trigger in ('EVENT', 'TEST', 'RESEND', 'RECOVERY')),
    status text not null default 'PENDING' check (status in ('PENDING', 'SUCCEEDED', 'FAILED')),
    status_reason text,
    check ((due_at is null) = (status <> 'PENDING'))
  ) partition by range (id)`,
  `create index deliveries_by_workspace on deliveries (workspace_id, id)`,
  `create index deliveries_by_webhook on deliveries (webhook_id, id)`,
  `create index deliveries_failed on deliveries (workspace_id, id) where status = 'FAILED'`,
  // Every unfinished delivery is in exactly one of the next two indexes: waiting, or leased.
  `create index deliveries_waiting on deliveries (webhook_id, due_at)
    where due_at is not null and claim_token is null`,
  `create index deliveries_leased on deliveries (due_at) where claim_token is not null`,
  `create index deliveries_waiting_tests on deliveries (due_at)
    where due_at is not null and claim_token is null and trigger = 'TEST'`,
  `create table attempts (
    delivery_id uuid not null,
    number smallint not null,
    response_status smallint,
    duration_ms integer,
    started_at timestamptz(3) not null,
    url text,
    request_headers json,
    response_headers json,
    response_body text,
    response_body_cut boolean not null default false,
    response_body_error text,
    error_code text,
    error_message text,
    primary key (delivery_id, number)
  ) partition by range (delivery_id)`,
  `create table delivery_changes (
    xid xid8 not null default pg_current_xact_id(),
    workspace_id text not null,
    delivery_ids uuid[] not null,
    created_at timestamptz(3) not null default clock_timestamp()
  )`,
  `create index delivery_changes_by_xid on delivery_changes (xid)`,
  `create index delivery_changes_by_age on delivery_changes using brin (created_at)`,
  `create table webhook_hours (
    webhook_id uuid not null,
    hour timestamptz(0) not null,
    workspace_id text not null,
    succeeded_count integer not null default 0,
    failed_count integer not null default 0,
    primary key (webhook_id, hour)
  )`,
];

const rest = [
  // The table that rate-limiter-flexible's RateLimiterPostgres expects.
  `create table rate_limits (key varchar(255) primary key, points integer not null default 0, expire bigint)`,
  // Identifies this database, so that a cursor of another one (or of a restored copy) is recognised.
  `create table database_epochs (epoch uuid primary key default gen_random_uuid())`,
  `insert into database_epochs default values`,
];

const statements = [
  newId,
  idFloor,
  makePartition,
  ...workspaces,
  ...webhooks,
  ...events,
  ...deliveries,
  ...rest,
];
