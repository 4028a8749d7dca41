import type { RequestHandler, Response } from 'express';
import type { DocumentNode } from 'graphql';
import type { DocumentReader } from '../documents.ts';
import type { FormatError } from '../errors.ts';
import { readQuery } from './authenticate-first.ts';
import { sendErrors } from './send-error.ts';

/** Reads the query text before Apollo sees the call. Apollo answers calls without one. */
export function readDocument(
  documents: DocumentReader,
  formatError: (response: Response, error: Parameters<FormatError>[0]) => ReturnType<FormatError>,
): RequestHandler {
  return (request, response, next) => {
    const query = readQuery(request);
    if (typeof query !== 'string' || query === '') {
      next();
      return;
    }
    const read = documents.read(query);
    if ('errors' in read) {
      const formatted = read.errors.map((error) => formatError(response, error));
      sendErrors(response, 400, formatted);
    } else {
      response.locals.document = read.document;
      next();
    }
  };
}

/** The valid document of a call; undefined before it is read, and when the call has none. */
export function documentOf(response: Response): DocumentNode | undefined {
  return response.locals.document as DocumentNode | undefined;
}
