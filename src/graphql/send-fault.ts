import type { Response } from 'express';

/** Answers in the shape of a GraphQL error, so that a client needs to know one shape only. */
export function sendFault(
  response: Response,
  status: number,
  code: string,
  message: string,
  extensions: Readonly<Record<string, unknown>> = {},
): void {
  response.status(status).json({ errors: [{ message, extensions: { code, ...extensions } }] });
}
