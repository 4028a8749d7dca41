import { Migration } from '@mikro-orm/migrations';

/**
 * A version on each webhook, which the database raises with every change of what a request is made
 * from, whoever makes the change. A delivery carries the version that its insert or claim saw, so a
 * node knows without a query whether the settings in its memory are older (`dispatcher/webhook-settings.ts`).
 */
export class Migration0003WebhookVersion extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

/** Everything that `webhooks/delivery-settings.ts` reads. */
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
