/** An error as it is logged. */
export interface SerializedError {
  type: string;
  /** The code of Node.js or PostgreSQL. */
  code: string | undefined;
  message: string;
  /** The stack without the message; undefined when it was not requested. */
  stack: string | undefined;
  cause: SerializedError | undefined;
}

/** In characters: enough to recognise an error, too few for a payload. */
const messageLengthMax = 500;

/**
 * Keeps the parts of an error that hold no customer data. PostgreSQL's errors carry rows in other properties
 * (`detail`, `where`, `internalQuery`), so only the properties named here are kept.
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

/** MikroORM appends PostgreSQL's `detail` to the message in this form. */
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
