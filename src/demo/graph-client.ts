/** Calls the GraphQL API over HTTP as a frontend does. */
export interface GraphClient {
  /**
   * One operation with one field at its top, whose value is returned.
   *
   * @throws Error with the words of the API, for errors as well as for `userErrors`.
   */
  ask<Result>(field: string, query: string, variables: object): Promise<Result>;
}

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string }[];
}

interface WithUserErrors {
  userErrors?: { message: string }[];
}

/** Milliseconds: a call takes some ten. */
const answerWithinMs = 15_000;

/** A client with a token. */
export function createGraphClient(url: string, token: string): GraphClient {
  return {
    async ask<Result>(field: string, query: string, variables: object) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(answerWithinMs),
      });
      const { data, errors } = (await response.json()) as Answer;
      const result = data?.[field] as (Result & WithUserErrors) | undefined;
      const faults = [...(errors ?? []), ...(result?.userErrors ?? [])];
      if (result && faults.length === 0) return result;
      throw new Error(`${field}: ${faults.map(({ message }) => message).join(' ')}`);
    },
  };
}
