/** An error as the API reports it. */
export interface ErrorExtensions {
  code: string;
  isRetryable?: boolean;
  retryAfterSeconds?: number;
  requestId?: string;
}

export class ApiError extends Error {
  readonly extensions: ErrorExtensions;

  constructor(message: string, extensions: ErrorExtensions) {
    super(message);
    this.extensions = extensions;
  }
}

interface Answer<Data> {
  data?: Data;
  errors?: { message: string; extensions: ErrorExtensions }[];
}

/** Sends one operation and returns its data. */
export type Call = <Data>(query: string, variables?: object) => Promise<Data>;

/** Codes of a call of which no part was executed: any call may be repeated, a mutation too. */
const undone = ['RATE_LIMITED', 'SERVICE_UNAVAILABLE'];
const attemptsMax = 4;

/** @param getToken returns a token that is still valid */
export function createCall(url: string, getToken: () => Promise<string>): Call {
  async function send<Data>(query: string, variables: object): Promise<Answer<Data>> {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await getToken()}`,
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer<Data>;
  }

  return async <Data>(query: string, variables: object = {}) => {
    for (let attempt = 1; ; attempt += 1) {
      const { data, errors } = await send<Data>(query, variables);
      const error = errors?.[0];
      if (!error) return data as Data;
      const { code, retryAfterSeconds = 1 } = error.extensions;
      // The token may have ended on the way.
      if (code === 'UNAUTHENTICATED' && attempt === 1) continue;
      if (!undone.includes(code) || attempt === attemptsMax) {
        throw new ApiError(error.message, error.extensions);
      }
      await new Promise((resolve) => void setTimeout(resolve, retryAfterSeconds * 1_000));
    }
  };
}
