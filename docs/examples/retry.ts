import type { ErrorExtensions } from './call-api.ts';

interface Reported {
  extensions?: Partial<ErrorExtensions>;
}

/** Whether the same may work later: no error of the API has come, as after a cut, or each that came says so. */
export function isTemporary(failure: unknown): boolean {
  return listErrors(failure).every(({ extensions }) => extensions?.isRetryable);
}

/**
 * Waits half a second at most after a failure, later up to 15 s. By chance, so that not all pages come at once.
 *
 * @param failure the time it asks for is added
 */
export async function waitToRetry(failures: number, failure?: unknown): Promise<void> {
  const asked = listErrors(failure).map(({ extensions }) => extensions?.retryAfterSeconds ?? 0);
  const longestMs = Math.min(500 * 2 ** failures, 15_000);
  const ms = Math.max(0, ...asked) * 1_000 + longestMs * (0.5 + Math.random() / 2);
  await new Promise((resolve) => void setTimeout(resolve, ms));
}

/** Finds the errors of the API in a failure: graphql-ws gives a list of them, the others an error with the list. */
function listErrors(failure: unknown): Reported[] {
  if (Array.isArray(failure)) return failure as Reported[];
  const { graphQLErrors, errors, extensions } = (failure ?? {}) as Reported & {
    graphQLErrors?: Reported[]; // urql
    errors?: Reported[]; // Apollo Client
  };
  return graphQLErrors ?? errors ?? (extensions ? [{ extensions }] : []);
}
