/** SQLSTATE. */
const lockNotAvailable = '55P03';

/** Whether an error, or one that it wraps, means that a lock was not free in time. */
export function isLockTimeout(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, cause } = error as Partial<Record<string, unknown>>;
  return code === lockNotAvailable || isLockTimeout(cause);
}
