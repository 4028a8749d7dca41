import { Migration } from '@mikro-orm/migrations';

/** The place where each epoch is valid (`renew-epoch.ts`). */
export class Migration0005EpochPlace extends Migration {
  override up(): void {
    this.addSql('alter table database_epochs add column place text');
  }
}
