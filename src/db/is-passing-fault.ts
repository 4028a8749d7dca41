/*
 * Which faults of the database are not for ever: the same call may succeed a moment later, without
 * anything being mended in the call or in the code.
 */

/** Classes of SQLSTATE: the connection, a transaction that others made fail, resources, an operator. */
const passingClasses: ReadonlySet<string> = new Set(['08', '40', '53', '57', '58']);
/** A lock that was not free in time; a session or a server that takes no writes. */
const passingStates: ReadonlySet<string> = new Set(['55P03', '25006']);
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
 * work at the moment. What a statement or its data cause is none of these.
 */
export function isPassingFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (passingCodes.has(code) || passingStates.has(code)) return true;
  if (code.length === 5 && passingClasses.has(code.slice(0, 2))) return true;
  return passingMessage.test(error.message) || isPassingFault(error.cause);
}
