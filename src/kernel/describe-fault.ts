/** What our log keeps of an error. */
export interface FaultRecord {
  type: string;
  /** A code of Node.js or PostgreSQL. */
  code: string | undefined;
  message: string;
  /** Where it was thrown, without the message. */
  stack: string | undefined;
  cause: FaultRecord | undefined;
}

/** Characters: enough to recognise an error, too few for a payload. */
const messageLengthMax = 500;

/**
 * The parts of an error that hold no data of a customer. PostgreSQL's errors carry rows in other
 * properties (`detail`, `where`, `internalQuery`), so nothing is taken that is not named here.
 */
export function describeFault(thrown: unknown): FaultRecord {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    code: typeof code === 'string' ? code : undefined,
    message: error.message.slice(0, messageLengthMax),
    stack: error.stack
      ?.split('\n')
      .filter((line) => line.trimStart().startsWith('at '))
      .join('\n'),
    cause: error.cause instanceof Error ? describeFault(error.cause) : undefined,
  };
}
