import { toVisibleLine } from '../kernel/index.ts';
import type { ChatFormat } from './chat-format.ts';
import { renderers } from './formats/renderers.ts';
import { readBody, testMark, toEventView, type MessageEvent } from './message-event.ts';
import { fillMessageText } from './text/fill-message-text.ts';

/** Settings that a message depends on besides its event. */
export interface MessageOptions {
  /** The address of Stockaj's app; null for messages without links. */
  appUrl: string | null;
  /** The webhook's message text; null for the notice of the event. */
  text: string | null;
}

/**
 * Renders the body of a request that posts one event, as the service of the format wants it: escaped, within the
 * service's limits, and without mentions. A message text replaces the notice, but not the mark of a test and the
 * link; one that results in nothing to see gives way to the notice.
 *
 * @throws Error (an internal fault) if the message exceeds a limit of the service all the same
 */
export function renderMessage(
  format: ChatFormat,
  event: MessageEvent,
  { appUrl, text }: MessageOptions,
): string {
  const renderer = renderers[format];
  const view = toEventView(event, appUrl);
  if (text === null) return renderer.renderNotice(view);
  const body = readBody(event);
  const filled = fillMessageText(text, { event: event.type, ...body }, renderer);
  if (toVisibleLine(filled) === '') return renderer.renderNotice(view);
  return renderer.renderText(`${body.isTest ? testMark : ''}${filled}`, view.notice.link);
}
