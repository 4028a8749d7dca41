/** What our log keeps of an error. */
export interface SerializedError {
  type: string;
  /** A code of Node.js or PostgreSQL. */
  code: string | undefined;
  message: string;
  /** Where it was thrown, without the message; undefined when it was not asked for. */
  stack: string | undefined;
  cause: SerializedError | undefined;
}

/** Characters: enough to recognise an error, too few for a payload. */
const messageLengthMax = 500;

/**
 * The parts of an error that hold no data of a customer. PostgreSQL's errors carry rows in other
 * properties (`detail`, `where`, `internalQuery`), so nothing is taken that is not named here.
 */
export function serializeError(thrown: unknown, { withStack = true } = {}): SerializedError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    code: typeof code === 'string' ? code : undefined,
    message: dropDetail(error.message).slice(0, messageLengthMax),
    stack: withStack ? readStack(error) : undefined,
    cause: error.cause instanceof Error ? serializeError(error.cause, { withStack }) : undefined,
  };
}

/** MikroORM appends PostgreSQL's `detail` to the message, in this form. */
function dropDetail(message: string): string {
  const [before = ''] = message.split('\n - detail: ', 1);
  return before;
}

function readStack({ stack }: Error): string | undefined {
  return stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .join('\n');
}
