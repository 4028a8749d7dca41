import type { Response } from 'express';
import type { GraphQLFormattedError } from 'graphql';
import type { RefusedError } from './refusals.ts';

/**
 * Answers in the shape of a GraphQL error, so that a client needs to know one shape only, and in the media
 * type of GraphQL where the caller prefers it: Apollo Client reads the errors of no other answer with a 4xx
 * (GraphQL over HTTP, section 6.1).
 */
export function sendError(
  response: Response,
  status: number,
  code: string,
  message: string,
  extensions: Readonly<Record<string, unknown>> = {},
): void {
  const types = ['application/json', 'application/graphql-response+json'];
  response.type(response.req.accepts(types) || 'json');
  const error: GraphQLFormattedError = { message, extensions: { code, ...extensions } };
  response.locals.error = error;
  response.status(status).json({ errors: [error] });
}

/** What `sendError` answered; undefined when it did not. */
export function findError(response: Response): GraphQLFormattedError | undefined {
  return response.locals.error as GraphQLFormattedError | undefined;
}

/** Answers a call that was refused before anything of it was done. */
export function sendRefusal(response: Response, refusal: RefusedError): void {
  const { status, message, retryAfterSeconds, extensions } = refusal;
  response.set('retry-after', String(retryAfterSeconds));
  sendError(response, status, String(extensions.code), message, extensions);
}
