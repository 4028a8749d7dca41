import { signToken, type Scope } from '../../src/workspaces/index.ts';
import { tokenSecret } from '../kit/app.ts';

/** A call without an answer: unknown whether it took effect. */
export class NoAnswer extends Error {}

const answerWithinMs = 6_000;

/** A token for a workspace, valid for the whole run. */
export function tokenFor(workspaceId: string, scopes: readonly Scope[]): Promise<string> {
  return signToken(tokenSecret, { workspaceId, scopes, lifetimeSeconds: 86_400 });
}

/**
 * Calls the GraphQL API of a node; returns the first field.
 *
 * @throws NoAnswer on a timeout, and when the service says the call can be retried
 */
export async function callApi<Result>(
  url: string,
  token: string,
  query: string,
  variables: object,
): Promise<Result> {
  const { data, errors } = await post(url, token, { query, variables });
  const [field] = Object.values(data ?? {});
  if (!errors && field) return field as Result;
  throw new NoAnswer(errors?.map(({ message }) => message).join(' '));
}

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions?: { isRetryable?: boolean } }[];
}

async function post(url: string, token: string, body: object): Promise<Answer> {
  let answer: Answer;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    answer = (await response.json()) as Answer;
  } catch (cause) {
    throw new NoAnswer('No answer came.', { cause });
  }
  const unexpected = answer.errors?.find(({ extensions }) => !extensions?.isRetryable);
  if (unexpected) throw new Error(`The API refused a call: ${JSON.stringify(unexpected)}`);
  return answer;
}
