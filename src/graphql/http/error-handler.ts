import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { isTransientError } from '../../db/index.ts';
import { UnavailableError } from '../../kernel/index.ts';
import type { Refuser } from '../admission/pacer.ts';
import { RefusedError } from '../admission/refusals.ts';
import type { FormatError } from '../errors.ts';
import { refuseMalformed } from './read-body.ts';
import { requestIdOf } from './request-id.ts';
import { retryAfterSeconds, sendError, sendRefusal } from './send-error.ts';

/** Answers what no other handler has answered. */
export const answerNotFound: RequestHandler = (_request, response) => {
  sendError(response, 404, 'NOT_FOUND', 'Not found. The API is at /graphql.');
};

/** The parts that the handler needs. */
export interface ErrorHandlerOptions {
  formatError: FormatError;
  refuser: Refuser;
}

/** Answers errors. The messages of the body parser are not used, since they repeat parts of the body. */
export function createErrorHandler({
  formatError,
  refuser,
}: ErrorHandlerOptions): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const status = readStatus(error);
    if (error instanceof RefusedError) refuser.refuse(response, () => sendRefusal(response, error));
    else if (status === 413) refuser.refuse(response, () => refuseLarge(response));
    else if (status < 500) refuseMalformed(response, status);
    else {
      const { message, extensions } = formatError(error, requestIdOf(response));
      const isUnavailable = error instanceof UnavailableError || isTransientError(error);
      if (isUnavailable) response.set('retry-after', retryAfterSeconds);
      sendError(response, isUnavailable ? 503 : 500, 'INTERNAL_SERVER_ERROR', message, extensions);
    }
  };
}

function refuseLarge(response: Response): void {
  sendError(response, 413, 'BAD_REQUEST', 'The body is larger than 1 MiB.');
}

function readStatus(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : 500;
}
