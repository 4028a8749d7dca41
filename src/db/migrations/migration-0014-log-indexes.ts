import { Migration } from '@mikro-orm/migrations';

/**
 * Builds indexes on tables with data: reads go on meanwhile, and writes to these tables wait. No other change may be in
 * this migration, since it would keep its lock until the last index is built.
 */
export class Migration0014LogIndexes extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  // All locks at once: a table in use costs a short wait, and no index that was built already.
  `lock table deliveries, webhook_hours, webhooks, delivery_queue, delivery_changes in share mode`,
  `create index deliveries_by_event on deliveries (event_id, id)`,
  `create index deliveries_failed_by_webhook on deliveries (webhook_id, id) where status_reason is not null`,
  // Almost empty, so that the search for later deliveries of an event costs next to nothing.
  `create index deliveries_repeated on deliveries (event_id, webhook_id)
    where trigger in ('RESEND', 'RECOVERY')`,
  `create index webhook_hours_by_workspace on webhook_hours (workspace_id, hour)`,
  // Deleted webhooks included, in pages.
  `create index webhooks_ever_by_workspace on webhooks (workspace_id, id)`,
  // Deliveries that have nothing to send: their events were erased, or were gone before migration 8.
  `create index delivery_queue_textless on delivery_queue (delivery_id) where body_bytes = 0`,
  `create index delivery_changes_by_workspace on delivery_changes (workspace_id, xid)`,
];
