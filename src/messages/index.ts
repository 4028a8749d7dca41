export { ChatFormat } from './chat-format.ts';
export type { MessageEvent } from './message-event.ts';
export { renderDigest } from './render-digest.ts';
export { renderMessage, type MessageOptions } from './render-message.ts';
export { findMessageTextErrors } from './text/find-message-text-errors.ts';
