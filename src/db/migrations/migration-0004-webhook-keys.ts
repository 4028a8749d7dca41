import { Migration } from '@mikro-orm/migrations';

/** The idempotency keys of the mutations that show a secret; kept for 24 hours. */
export class Migration0004WebhookKeys extends Migration {
  override up(): void {
    this.addSql(`create table webhook_keys (
      workspace_id text not null,
      operation text not null check (operation in ('createWebhook', 'regenerateSecret')),
      key text not null,
      webhook_id uuid not null,
      content_hash text not null,
      created_at timestamptz(3) not null default now(),
      primary key (workspace_id, operation, key)
    )`);
    this.addSql(`create index webhook_keys_by_age on webhook_keys (created_at)`);
  }
}
