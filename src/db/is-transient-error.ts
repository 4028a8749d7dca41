/*
 * Tells temporary database errors from permanent ones: the same call may succeed a moment later, without a
 * change to the call or the code.
 */
import { findMissingPartition } from './missing-partition.ts';

/**
 * Classes of SQLSTATE: a broken connection; a login or database that is missing for the moment (the password
 * is being changed, another server has the address); a transaction that failed because of another one;
 * exhausted resources; an operator's action.
 */
const transientClasses: ReadonlySet<string> = new Set(['08', '28', '3D', '40', '53', '57', '58']);
/**
 * A lock timeout; a read-only session or server; a prepared statement that exists already or not at all,
 * because a pooler has switched sessions.
 */
const transientStates: ReadonlySet<string> = new Set(['55P03', '25006', '42P05', '26000']);
/** Network errors of Node.js. ECONNABORTED means that we cut the connection ourselves. */
const transientCodes: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT'],
  ...['EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
]);
/** Messages of the driver and its pool that have no code, and of the server where its code is too general. */
const transientMessage =
  /^Connection terminated|^timeout exceeded when trying|^Query read timeout$|is not queryable$|is not currently accepting connections$/;

/**
 * Whether an error, or one that it wraps, means that the database could not be reached or could not work at
 * the moment. Errors caused by a statement or its data are not transient. `instanceof` is not used, since
 * Node's own errors belong to another realm when code runs in a vm.
 */
export function isTransientError(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, cause, thrownValue } = error as Partial<Record<string, unknown>>;
  const state = typeof code === 'string' ? code : '';
  if (transientCodes.has(state) || transientStates.has(state)) return true;
  if (state.length === 5 && transientClasses.has(state.slice(0, 2))) return true;
  if (findMissingPartition(error)) return true; // exists by now, or will soon
  if (typeof message === 'string' && transientMessage.test(message)) return true;
  // graphql-js wraps what is no `Error` of its own realm, and keeps it as `thrownValue`.
  return isTransientError(cause) || isTransientError(thrownValue);
}
