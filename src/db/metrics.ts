import type { Pool } from 'pg';
import type { Metrics } from '../kernel/index.ts';

/** Declares the metrics of a pool. @returns a function that sets the pool */
export function createPoolMetrics(metrics: Metrics): (pool: Pool) => void {
  let pool: Pool | undefined;
  metrics.gaugeBy(
    'database_connections',
    'Connections of the pool by state, in_use or idle; at most DATABASE_CONNECTIONS.',
    'state',
    () => {
      const { totalCount = 0, idleCount = 0 } = pool ?? {};
      return { in_use: totalCount - idleCount, idle: idleCount };
    },
  );
  metrics.gauge(
    'database_connection_waiters',
    'Statements waiting for a connection of the pool.',
    () => pool?.waitingCount ?? 0,
  );
  return (created) => (pool = created);
}
