/**
 * Returns the server's settings, name to value.
 *
 * @param ephemeral true gives up durability, for data that is not needed after a crash
 * @param extra settings that replace ours
 */
export function chooseSettings(
  ephemeral: boolean,
  extra: Record<string, string>,
): Record<string, string> {
  return { ...common, ...(ephemeral ? nothingSurvivesACrash : {}), ...extra };
}

const common: Record<string, string> = {
  // A node holds tens of connections: room for several nodes and a psql.
  max_connections: '100',
  // The queue's rows change several times within seconds: at the default of 1 min claims become slow.
  autovacuum_naptime: '5s',
  // Locks per connection: a query over all daily partitions locks each of them with all its indexes.
  max_locks_per_transaction: '256',
  // The same results whatever the machine's time zone.
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Our log adds its own times.
  log_line_prefix: '',
  // Checkpoints are routine.
  log_checkpoints: 'off',
};

const nothingSurvivesACrash: Record<string, string> = {
  fsync: 'off',
  full_page_writes: 'off',
};

/**
 * Returns the settings that nothing may replace: one TCP port on the loopback address, no socket file (their
 * paths are limited to about 100 bytes), and messages in English on standard error.
 */
export function requiredSettings(port: number): Record<string, string> {
  return {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    logging_collector: 'off',
    log_destination: 'stderr',
    lc_messages: 'C',
  };
}
