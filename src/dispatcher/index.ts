export { createDispatcher } from './dispatcher.ts';
export type { Dispatcher } from './dispatcher.ts';
export { createResolver } from './resolve.ts';
export type { Resolve } from './resolve.ts';
export { createSender } from './send-request.ts';
