import { randomUUID } from 'node:crypto';
import {
  getOperationAST,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { Claims } from '../../workspaces/index.ts';
import { createContext, type ContextParts } from '../contexts.ts';

/** Returns what the operation is executed with, once it has been checked. */
export async function prepareArgs(
  options: ContextParts & { schema: GraphQLSchema },
  claims: Claims | null,
  document: DocumentNode,
  { variables, operationName }: SubscribePayload,
): Promise<ExecutionArgs> {
  return {
    schema: options.schema,
    document,
    variableValues: variables ?? null,
    operationName: operationName ?? null,
    contextValue: await createContext(options, claims, randomUUID()),
  };
}

/** Whether the requested operation is a subscription. */
export function isSubscription({
  document,
  operationName,
}: Pick<ExecutionArgs, 'document' | 'operationName'>): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
}
