import { Migration } from '@mikro-orm/migrations';

/** What all nodes show as metrics of the database, measured by one of them at a time. */
export class Migration0007ClusterFigures extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `create table cluster_figures (
    only_row boolean primary key default true check (only_row),
    measured_at timestamptz,
    figures jsonb not null default '{}'
  )`,
  `insert into cluster_figures default values`,
];
