export { createArgsLoader } from './args-loader.ts';
export { badInput } from './bad-input.ts';
export { BoundedCountType } from './bounded-count.type.ts';
export {
  createConnectionType,
  createCountedConnectionType,
  describeConnection,
  type Connection,
} from './connection.type.ts';
export {
  loadConnection,
  searchConnection,
  type FoundRows,
  type Keyset,
} from './load-connection.ts';
export { Fails } from './fails.ts';
export { encodeCursor, type SortKey } from './cursor.ts';
export { createRequestLoader } from './loader.ts';
export {
  describeLongText,
  longTextsMibMax,
  updateTextsMibMax,
  messageKib,
  payloadKib,
  responseKib,
} from './long-text.ts';
export { NodeType } from './node.type.ts';
export { invalidInMutations, nullInMutations } from './null-in-mutations.ts';
export { OrderDirection } from './order-direction.type.ts';
export { PageArgs, pageSizeDefault, pageSizeMax } from './page-args.type.ts';
export { toPayload, Payload } from './user-error.type.ts';
