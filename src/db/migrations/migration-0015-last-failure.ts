import { Migration } from '@mikro-orm/migrations';

/** Notes when the last failure of each hour ended, so that one recorded late does not take the place of a later one. */
export class Migration0015LastFailure extends Migration {
  override up(): void {
    this.addSql(`alter table webhook_hours add column last_failed_at timestamptz(3)`);
  }
}
