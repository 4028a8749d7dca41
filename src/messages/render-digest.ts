import type { ChatFormat } from './chat-format.ts';
import { renderers } from './formats/renderers.ts';
import { toEventView, type MessageEvent } from './message-event.ts';
import { renderMessage } from './render-message.ts';

/** Events that a digest shows; the rest is counted. */
const shownMax = 10;

/**
 * Renders one message for several events. It shows the first ten (fewer, if the service's limits say so) with title
 * and sentence, and says how many follow. A single event gets the message of its notice.
 *
 * @param events oldest first, at least one
 * @param options.appUrl the address of Stockaj's app; null for messages without links
 * @throws Error for no events
 */
export function renderDigest(
  format: ChatFormat,
  events: readonly MessageEvent[],
  { appUrl }: { appUrl: string | null },
): string {
  const [first] = events;
  if (first === undefined) throw new Error('A digest needs an event.');
  if (events.length === 1) return renderMessage(format, first, { appUrl, text: null });
  return renderers[format].renderDigest({
    title: `${events.length.toLocaleString('en-US')} events`,
    views: events.slice(0, shownMax).map((event) => toEventView(event, appUrl)),
    restCount: Math.max(0, events.length - shownMax),
  });
}
