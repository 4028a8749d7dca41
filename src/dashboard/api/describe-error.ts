import type { CombinedError } from 'urql';

/** Codes of the service when the page asks for what its schema does not have: the two are of different versions. */
const versionCodes = new Set(['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED']);

/** Returns why the service refuses the token, or null when it does not. */
export function findRefusal(error: CombinedError): string | null {
  const refusal = error.graphQLErrors.find(
    ({ extensions }) => extensions.code === 'UNAUTHENTICATED',
  );
  return refusal?.message ?? null;
}

/** An error in words, with what a person can do about it. */
export interface ErrorDescription {
  title: string;
  message: string;
  /** The remedy: trying again, loading the page again, or neither. */
  remedy: 'retry' | 'reload' | null;
}

/** Describes why there was no answer. */
function describeSilence({ networkError }: CombinedError): ErrorDescription {
  if (networkError?.name === 'TimeoutError') {
    const message = 'It is busy, or the network is slow.';
    return { title: 'The service does not answer', message, remedy: 'retry' };
  }
  return {
    title: 'The service cannot be reached',
    message: 'It may be restarting, or the network is down.',
    remedy: 'retry',
  };
}

/** Describes why an operation failed. */
export function describeError(error: CombinedError): ErrorDescription {
  const [first] = error.graphQLErrors;
  if (first === undefined) return describeSilence(error);
  const code = String(first.extensions.code);
  if (versionCodes.has(code)) {
    return {
      title: 'This page is of another version than the service',
      message: 'Load the page again to get the present version.',
      remedy: 'reload',
    };
  }
  if (code === 'FORBIDDEN') {
    return { title: 'The token does not permit this', message: first.message, remedy: null };
  }
  const { requestId } = first.extensions;
  const reference = typeof requestId === 'string' ? ` Reference: ${requestId}.` : '';
  return {
    title: 'This could not be loaded',
    message: `${first.message}${reference}`,
    remedy: 'retry',
  };
}
