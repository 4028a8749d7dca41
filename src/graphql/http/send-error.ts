import type { Response } from 'express';
import type { GraphQLFormattedError } from 'graphql';
import type { RefusedError } from '../admission/refusals.ts';
import type { RequestErrorCode } from '../request-errors.ts';

/** `Retry-After` of a 503, in seconds. */
export const retryAfterSeconds = '2';

/**
 * Responds in the shape of a GraphQL error, so that clients need to know only one shape, and in the GraphQL media
 * type where the caller prefers it: without it Apollo Client does not read the errors of a 4xx
 * (GraphQL over HTTP, section 6.1).
 */
export function sendError(
  response: Response,
  status: number,
  code: RequestErrorCode,
  message: string,
  extensions: Readonly<Record<string, unknown>> = {},
): void {
  sendErrors(response, status, [{ message, extensions: { code, ...extensions } }]);
}

/** Responds with one or more errors; see `sendError`. */
export function sendErrors(
  response: Response,
  status: number,
  errors: readonly GraphQLFormattedError[],
): void {
  const types = ['application/json', 'application/graphql-response+json'];
  response.type(response.req.accepts(types) || 'json');
  response.locals.error = errors[0];
  response.status(status).json({ errors });
}

/** The first error that `sendErrors` sent; undefined when it was not called. */
export function findError(response: Response): GraphQLFormattedError | undefined {
  return response.locals.error as GraphQLFormattedError | undefined;
}

/** Responds to a call that was refused before any work was done. */
export function sendRefusal(response: Response, refusal: RefusedError): void {
  const { status, message, retryAfterSeconds, extensions } = refusal;
  response.set('retry-after', String(retryAfterSeconds));
  sendError(response, status, extensions.code as RequestErrorCode, message, extensions);
}
