/** Calls the GraphQL API over HTTP as a frontend does. */
export interface GraphClient {
  /**
   * One mutation with its one input.
   *
   * @param fields what to select of its payload, in GraphQL
   * @returns the payload.
   * @throws Error with the words of the API, for errors as well as for `userErrors`.
   */
  mutate<Payload>(mutation: string, input: object, fields?: string): Promise<Payload>;
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
    async mutate<Payload>(mutation: string, input: object, fields = '') {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: writeQuery(mutation, fields), variables: { input } }),
        signal: AbortSignal.timeout(answerWithinMs),
      });
      const { data, ...answer } = (await response.json()) as Answer;
      const payload = data?.[mutation] as (Payload & WithUserErrors) | undefined;
      const errors = [...(answer.errors ?? []), ...(payload?.userErrors ?? [])];
      if (payload && errors.length === 0) return payload;
      throw new Error(`${mutation}: ${errors.map(({ message }) => message).join(' ')}`);
    },
  };
}

/** Every mutation of the API has one input, whose type is named after it, and `userErrors`. */
function writeQuery(mutation: string, fields: string): string {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${fields} userErrors { message } } }`;
}
