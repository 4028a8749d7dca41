import { Migration } from '@mikro-orm/migrations';

/** Lets a subscription continue from a cursor: finds the changes of one workspace, and knows which ones are deleted. */
export class Migration0013LiveResume extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `create index webhook_changes_by_workspace on webhook_changes (workspace_id, xid)`,
  // The last transaction whose change rows were deleted because of their age.
  `alter table database_epochs add column changes_deleted_to xid8 not null default '0'`,
];
