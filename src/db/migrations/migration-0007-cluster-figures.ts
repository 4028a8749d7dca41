import { Migration } from '@mikro-orm/migrations';

/** One row with the metrics of the database: one node measures them, and all nodes show them. */
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
