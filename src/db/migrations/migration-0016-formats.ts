import { Migration } from '@mikro-orm/migrations';

/**
 * Formats, filters and headers of webhooks. The URL of a chat format is a credential: `url` shows what may be seen of it,
 * and `sealed_url` holds all of it. The log keeps the body of a chat message, which is not that of its event.
 */
export class Migration0016Formats extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

/** Columns that decide whether a webhook gets the deliveries of an event. */
const facts = ['events', 'filter', 'suspended', 'disabled_reason', 'deleted_at'];

/** The columns that requests are made from (`webhooks/delivery-settings.ts`). */
const requestColumns = [
  ...['url', 'sealed_url', 'format', 'message_text', 'headers', 'timeout_seconds'],
  ...['secret', 'previous_secret', 'previous_secret_ends_at'],
  ...['suspended', 'disabled_at', 'paused_at', 'deleted_at', 'cooling_down_until', 'failing_since'],
];

/** The settings and the status, without the health (see migration 0010). */
const settings = [
  ...['name', 'description', 'url', 'sealed_url', 'events', 'timeout_seconds'],
  ...['format', 'message_text', 'filter', 'headers'],
  ...['secret_created_at', 'previous_secret_ends_at'],
  ...['paused_at', 'disabled_at', 'disabled_reason', 'suspended', 'deleted_at'],
];

const isChanged = (columns: readonly string[]) => {
  const [old, present] = ['old', 'new'].map((row) => columns.map((name) => `${row}.${name}`));
  return `(${old?.join()}) is distinct from (${present?.join()})`;
};

const statements = [
  // A jsonpath has no equality, which the trigger of migration 0010 asked for.
  `drop trigger log_update on webhooks`,
  `create trigger log_update after update on webhooks for each row
    when (old *<> new)
    execute function log_webhook_change()`,
  // `filter_path` is the filter over the body of an event, made from `filter` by the code.
  `alter table webhooks
    add column format text not null default 'JSON',
    add column sealed_url text,
    add column message_text text,
    add column filter jsonb,
    add column filter_path jsonpath,
    add column headers jsonb not null default '[]'`,
  `alter table webhook_states add column filter jsonb`,
  // Null for the few bodies that PostgreSQL cannot read, such as one with the escape of NUL in a text.
  `create function event_json(body text) returns jsonb language plpgsql immutable strict as $fn$
  begin
    return body::jsonb;
  exception when data_exception or program_limit_exceeded then
    return null;
  end $fn$`,
  // Null for JSON, whose body is that of the event. `digest` has the deliveries that one request told of, this one included.
  `alter table attempts add column format text, add column request_body text, add column digest json`,
  // When the next message may be sent to the webhook of a chat format, over all nodes.
  `create table message_paces (
    webhook_id uuid primary key,
    workspace_id text not null,
    next_at timestamptz not null
  )`,
  `drop trigger raise_version on webhooks`,
  `create trigger raise_version before update on webhooks for each row
    when (${isChanged(requestColumns)})
    execute function raise_webhook_version()`,
  `drop trigger raise_revision on webhooks`,
  `create trigger raise_revision before update on webhooks for each row
    when (${isChanged(settings)})
    execute function raise_webhook_revision()`,
  `create or replace function log_webhook_change() returns trigger language plpgsql as $fn$
  begin
    insert into webhook_changes (workspace_id, webhook_id) values (new.workspace_id, new.id);
    if tg_op = 'UPDATE' then
      if not (${isChanged(facts)}) then return null; end if;
    end if;
    insert into webhook_states (webhook_id, workspace_id, events, filter, suspended, disabled_reason, deleted_at)
      values (new.id, new.workspace_id, new.events, new.filter, new.suspended, new.disabled_reason, new.deleted_at);
    return null;
  end $fn$`,
];
