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

/** A client with a token; an aborted `signal` breaks its calls off. */
export function createGraphClient(url: string, token: string, signal: AbortSignal): GraphClient {
  return {
    async ask<Result>(field: string, query: string, variables: object) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
        signal,
      });
      const { data, errors } = (await response.json()) as Answer;
      const result = data?.[field] as Result & { userErrors?: { message: string }[] };
      const faults = [...(errors ?? []), ...(result?.userErrors ?? [])];
      if (faults.length === 0) return result;
      throw new Error(`${field}: ${faults.map(({ message }) => message).join(' ')}`);
    },
  };
}
