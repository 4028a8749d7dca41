import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';

/** Fields of an answer or variables of a request. */
export type Fields = Record<string, unknown>;

/** A request whose types were checked at its creation, so tables can mix many kinds. */
export interface Operation {
  document: TypedDocumentNode<Fields, Fields>;
  variables: Fields;
}

/** Combines a document with its variables. */
export function createOperation<Data, Variables extends Fields>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Operation {
  return { document: document as unknown as Operation['document'], variables };
}

/** Parses a request built at run time, without static types. */
export function parseOperation(text: string, variables: Fields = {}): Operation {
  return { document: parse(text), variables };
}
