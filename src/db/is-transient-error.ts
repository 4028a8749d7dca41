/*
 * Which errors of the database are not for ever: the same call may succeed a moment later, without
 * anything being mended in the call or in the code.
 */
import { findMissingPartition } from './missing-partition.ts';

/**
 * Classes of SQLSTATE: the connection, a login or a database that is not there at the moment (a password
 * that is being changed, another server at the address), a transaction that others made fail, resources,
 * an operator.
 */
const passingClasses: ReadonlySet<string> = new Set(['08', '28', '3D', '40', '53', '57', '58']);
/**
 * A lock that was not free in time; a session or a server that takes no writes; a prepared statement that is
 * there already or not at all, since a pooler has put another session in between.
 */
const passingStates: ReadonlySet<string> = new Set(['55P03', '25006', '42P05', '26000']);
/** Of Node.js, for the way to the server; ECONNABORTED is what we cut ourselves. */
const passingCodes: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT'],
  ...['EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
]);
/** What the driver and its pool say without a code, and a server whose code says too little. */
const passingMessage =
  /^Connection terminated|^timeout exceeded when trying|^Query read timeout$|is not queryable$|is not currently accepting connections$/;

/**
 * Whether an error, or one that it wraps, says that the database could not be reached or could not
 * work at the moment. What a statement or its data cause is none of these. Not by `instanceof`: the
 * errors of Node's core are of another realm where code runs in a vm.
 */
export function isTransientError(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, cause } = error as Partial<Record<string, unknown>>;
  const state = typeof code === 'string' ? code : '';
  if (passingCodes.has(state) || passingStates.has(state)) return true;
  if (state.length === 5 && passingClasses.has(state.slice(0, 2))) return true;
  if (findMissingPartition(error)) return true; // made by now, or soon will be
  return (typeof message === 'string' && passingMessage.test(message)) || isTransientError(cause);
}
