/** Lines: the last few explain a failed start; the ones before are routine. */
const linesShown = 6;

/**
 * Makes the error for a PostgreSQL program that failed: with the lines that name the error, or with all of the
 * last lines when none does (a message of the loader, say).
 */
export function describeFailure(program: string, status: number, output: readonly string[]): Error {
  const errors = output.filter((line) =>
    /\b(FATAL|PANIC|ERROR|HINT|error|hint|detail):/.test(line),
  );
  const shown = (errors.length > 0 ? errors : output).slice(-linesShown);
  const reason = shown.map((line) => line.trim()).join(' ');
  return new Error(
    `The embedded PostgreSQL did not start (${program} ended with status ${status}). ${reason}`.trim(),
  );
}

/** Whether a start failed because another program holds the port. */
export function isPortTaken(output: readonly string[]): boolean {
  return output.some((line) => line.includes('could not bind') || line.includes('Address already'));
}

/** Whether a start failed because a server runs on the cluster already. */
export function isClusterInUse(output: readonly string[]): boolean {
  return output.some((line) => /lock file "postmaster\.pid" already exists/.test(line));
}
