export {
  badInput,
  createConnectionType,
  loadConnection,
  PageArgs,
  type Connection,
  type Keyset,
} from './connection.ts';
export { createRequestLoader } from './loader.ts';
export { NodeType } from './node.type.ts';
export { invalidInMutations, nullInMutations } from './null-in-mutations.ts';
export { toPayload, Payload } from './user-error.type.ts';
