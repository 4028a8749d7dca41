/** Calls the GraphQL API over HTTP, like a frontend. */
export interface GraphClient {
  /**
   * Sends one mutation with its input.
   *
   * @param fields the selection on its payload, in GraphQL
   * @returns the payload.
   * @throws Error with the API's messages, both top-level errors and `userErrors`.
   */
  mutate<Payload>(mutation: string, input: object, fields?: string): Promise<Payload>;
}

interface GraphResponse {
  data?: Record<string, unknown> | null;
  errors?: { message: string }[];
}

interface WithUserErrors {
  userErrors?: { message: string }[];
}

/** Milliseconds; a call usually takes about ten. */
const timeoutMs = 15_000;

/** Creates a client that sends this token. */
export function createGraphClient(url: string, token: string): GraphClient {
  return {
    async mutate<Payload>(mutation: string, input: object, fields = '') {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: writeQuery(mutation, fields), variables: { input } }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      const { data, ...rest } = (await response.json()) as GraphResponse;
      const payload = data?.[mutation] as (Payload & WithUserErrors) | undefined;
      const errors = [...(rest.errors ?? []), ...(payload?.userErrors ?? [])];
      if (payload && errors.length === 0) return payload;
      throw new Error(`${mutation}: ${errors.map(({ message }) => message).join(' ')}`);
    },
  };
}

/** Every mutation of the API takes one input, whose type has the mutation's name, and returns `userErrors`. */
function writeQuery(mutation: string, fields: string): string {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${fields} userErrors { message } } }`;
}
