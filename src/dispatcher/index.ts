export { createDispatcher, type Dispatcher } from './dispatcher.ts';
export type { DispatcherOptions } from './dispatcher-options.ts';
export { createResolver, type Resolve } from './http/resolve.ts';
export { createSender } from './http/send-request.ts';
