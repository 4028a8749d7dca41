export { createDispatcher, type Dispatcher } from './dispatcher.ts';
export { createResolver, type Resolve } from './resolve.ts';
export { createSender } from './send-request.ts';
