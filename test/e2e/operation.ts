import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';

/** The fields of an answer or the variables of a request, whatever they are. */
export type Fields = Record<string, unknown>;

/** A request whose types were checked where it was made, so that tables can hold many kinds. */
export interface Operation {
  document: TypedDocumentNode<Fields, Fields>;
  variables: Fields;
}

/** The document with these variables. */
export function createOperation<Data, Variables extends Fields>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Operation {
  return { document: document as unknown as Operation['document'], variables };
}

/** A request that is made up while the test runs, so that nothing is known of its types. */
export function parseOperation(text: string, variables: Fields = {}): Operation {
  return { document: parse(text), variables };
}
