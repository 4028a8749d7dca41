import { Migration } from '@mikro-orm/migrations';

/**
 * A version on each webhook. The database raises it with every change of a column that requests are made
 * from. A delivery carries the version at its insert or claim, so a node knows without a query whether the
 * webhook in its memory is outdated.
 */
export class Migration0003WebhookVersion extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

/** The columns that `webhooks/delivery-settings.ts` reads. */
const columns = [
  'url',
  'timeout_seconds',
  'secret',
  'previous_secret',
  'previous_secret_ends_at',
  'suspended',
  'disabled_at',
  'paused_at',
  'deleted_at',
  'cooling_down_until',
  'failing_since',
];

const rowOf = (name: string) => `(${columns.map((column) => `${name}.${column}`).join(', ')})`;

const statements = [
  `alter table webhooks add column version integer not null default 1`,
  `create function raise_webhook_version() returns trigger language plpgsql as $fn$
  begin
    new.version := old.version + 1;
    return new;
  end $fn$`,
  `create trigger raise_version before update on webhooks for each row
    when (${rowOf('old')} is distinct from ${rowOf('new')})
    execute function raise_webhook_version()`,
];
