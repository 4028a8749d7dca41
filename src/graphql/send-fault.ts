import type { Response } from 'express';
import type { GraphQLFormattedError } from 'graphql';
import type { RefusedError } from './refusals.ts';

/**
 * Answers in the shape of a GraphQL error, so that a client needs to know one shape only, and in the media
 * type of GraphQL where the caller prefers it: Apollo Client reads the errors of no other answer with a 4xx
 * (GraphQL over HTTP, section 6.1).
 */
export function sendFault(
  response: Response,
  status: number,
  code: string,
  message: string,
  extensions: Readonly<Record<string, unknown>> = {},
): void {
  const types = ['application/json', 'application/graphql-response+json'];
  response.type(response.req.accepts(types) || 'json');
  const fault: GraphQLFormattedError = { message, extensions: { code, ...extensions } };
  response.locals.fault = fault;
  response.status(status).json({ errors: [fault] });
}

/** What `sendFault` answered; undefined when it did not. */
export function findFault(response: Response): GraphQLFormattedError | undefined {
  return response.locals.fault as GraphQLFormattedError | undefined;
}

/** Answers a call that was refused before anything of it was done. */
export function sendRefusal(response: Response, refusal: RefusedError): void {
  const { status, message, retryAfterSeconds, extensions } = refusal;
  response.set('retry-after', String(retryAfterSeconds));
  sendFault(response, status, String(extensions.code), message, extensions);
}
