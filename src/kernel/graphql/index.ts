export {
  badInput,
  createConnectionType,
  loadConnection,
  PageArgs,
  type Connection,
} from './connection.ts';
export { createRequestLoader } from './loader.ts';
export { NodeType } from './node.type.ts';
export { answer, Payload } from './user-error.type.ts';
