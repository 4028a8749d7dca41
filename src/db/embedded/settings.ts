/**
 * The server's settings, name to value.
 *
 * @param ephemeral true gives up durability: for data that nobody wants after a crash.
 * @param extra settings that replace ours.
 */
export function chooseSettings(
  ephemeral: boolean,
  extra: Record<string, string>,
): Record<string, string> {
  return { ...common, ...(ephemeral ? nothingSurvivesACrash : {}), ...extra };
}

const common: Record<string, string> = {
  // Connections: a node holds tens; several nodes and a psql fit.
  max_connections: '100',
  // The queue's rows change several times in seconds: at the default of 1 min the claim slows down.
  autovacuum_naptime: '5s',
  // Locks a connection: a query over all daily partitions locks each one and each of its indexes.
  max_locks_per_transaction: '256',
  // The same answers wherever the machine stands.
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The lines go to a log that has times of its own.
  log_line_prefix: '',
  // A checkpoint is routine; the log is for what is not.
  log_checkpoints: 'off',
};

const nothingSurvivesACrash: Record<string, string> = {
  fsync: 'off',
  full_page_writes: 'off',
};

/**
 * What we rely on, whatever else is set: one TCP port of the loopback address and no socket file
 * (their paths are limited to about 100 bytes), and messages in English on standard error.
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
