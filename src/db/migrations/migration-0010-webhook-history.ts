import { Migration } from '@mikro-orm/migrations';

/**
 * Keeps what decided whether a webhook got the deliveries of an event: the log explains a missing delivery by the
 * state at that time. The database writes it, so that no statement can forget to.
 */
export class Migration0010WebhookHistory extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

/** Columns that decide whether a webhook gets the deliveries of an event. */
const facts = ['events', 'suspended', 'disabled_reason', 'deleted_at'];

/**
 * The settings and the status. Without the health, which changes with the receiver's responses: an update of a failing
 * webhook would find another revision each time.
 */
const settings = [
  ...['name', 'description', 'url', 'events', 'timeout_seconds'],
  ...['secret_created_at', 'previous_secret_ends_at'],
  ...['paused_at', 'disabled_at', 'disabled_reason', 'suspended', 'deleted_at'],
];
const isChanged = (columns: readonly string[]) => {
  const [old, present] = ['old', 'new'].map((row) => columns.map((name) => `${row}.${name}`));
  return `(${old?.join()}) is distinct from (${present?.join()})`;
};

const statements = [
  `alter table webhooks
    add column description text,
    add column revision integer not null default 1`,
  `create function raise_webhook_revision() returns trigger language plpgsql as $fn$
  begin
    new.revision := old.revision + 1;
    return new;
  end $fn$`,
  `create trigger raise_revision before update on webhooks for each row
    when (${isChanged(settings)})
    execute function raise_webhook_revision()`,
  // A row is valid until the next one begins. Without `events`, the facts of its time are not known.
  `create table webhook_states (
    webhook_id uuid not null,
    begins_at timestamptz not null default clock_timestamp(),
    workspace_id text not null,
    events text[],
    suspended boolean not null default false,
    disabled_reason text,
    deleted_at timestamptz(3),
    primary key (webhook_id, begins_at)
  )`,
  `insert into webhook_states (webhook_id, begins_at, workspace_id)
    select id, created_at, workspace_id from webhooks`,
  `insert into webhook_states (webhook_id, workspace_id, events, suspended, disabled_reason, deleted_at)
    select id, workspace_id, events, suspended, disabled_reason, deleted_at from webhooks`,
  // One row for each change of a webhook, for the live stream; like delivery_changes.
  `create table webhook_changes (
    xid xid8 not null default pg_current_xact_id(),
    workspace_id text not null,
    webhook_id uuid not null,
    created_at timestamptz(3) not null default clock_timestamp()
  )`,
  `create index webhook_changes_by_xid on webhook_changes (xid)`,
  `create index webhook_changes_by_age on webhook_changes using brin (created_at)`,
  `create function log_webhook_change() returns trigger language plpgsql as $fn$
  begin
    insert into webhook_changes (workspace_id, webhook_id) values (new.workspace_id, new.id);
    if tg_op = 'UPDATE' then
      if not (${isChanged(facts)}) then return null; end if;
    end if;
    insert into webhook_states (webhook_id, workspace_id, events, suspended, disabled_reason, deleted_at)
      values (new.id, new.workspace_id, new.events, new.suspended, new.disabled_reason, new.deleted_at);
    return null;
  end $fn$`,
  `create trigger log_insert after insert on webhooks for each row execute function log_webhook_change()`,
  // An update that changes nothing is no change.
  `create trigger log_update after update on webhooks for each row
    when (old.* is distinct from new.*)
    execute function log_webhook_change()`,
];
