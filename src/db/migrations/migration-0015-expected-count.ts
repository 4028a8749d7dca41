import { Migration } from '@mikro-orm/migrations';

/** Keeps the number of deliveries that a recovery was to make when it was requested. */
export class Migration0015ExpectedCount extends Migration {
  override up(): void {
    // A recovery that was requested before has an unknown number: not exactly 0.
    this.addSql(`alter table recoveries
      add column expected_count integer not null default 0,
      add column is_expected_exact boolean not null default false`);
  }
}
