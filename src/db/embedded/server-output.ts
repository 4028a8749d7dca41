/** Lines: a failed start says why in its last few; what comes before is routine. */
const linesShown = 6;

/**
 * The error of a program of PostgreSQL that failed: the lines that name the error, without the
 * routine around them; all of the last lines when none does (a loader's message, say).
 */
export function describeFailure(program: string, status: number, output: readonly string[]): Error {
  const telling = output.filter((line) =>
    /\b(FATAL|PANIC|ERROR|HINT|error|hint|detail):/.test(line),
  );
  const shown = (telling.length > 0 ? telling : output).slice(-linesShown);
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
