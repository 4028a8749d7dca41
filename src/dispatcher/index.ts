export { createDispatcher, type Dispatcher } from './dispatcher.ts';
export { createResolver, type Resolve } from './http/resolve.ts';
export { createSender } from './http/send-request.ts';
