import type { EventView } from '../message-event.ts';

/** The label of the link to the object of an event. */
export const linkLabel = 'Open in Stockaj';

/** Several events in one message. Its texts are not escaped. */
export interface DigestView {
  /** Such as "60 events". */
  title: string;
  /** The first events, oldest first. */
  views: readonly EventView[];
  /** How many events follow those of `views`. */
  restCount: number;
}

/**
 * The rules of a chat service. Each `render…` function answers the body of a request, escaped and within the
 * service's limits.
 *
 * @throws Error (an internal fault) if a message exceeds a limit of the service all the same
 */
export interface ChatRenderer {
  /** Escapes a text of the webhook's owner, who may use the service's formatting but may not mention anybody. */
  escapeLiteral(text: string): string;
  /** Escapes a value of an event, on one line: nothing in it is formatting, a mention or a link. */
  escapeValue(line: string): string;
  renderNotice(view: EventView): string;
  /**
   * Renders a text that is escaped already; one that is too long is cut.
   *
   * @param link the address of the event's object; null if there is none
   */
  renderText(text: string, link: string | null): string;
  renderDigest(digest: DigestView): string;
}

/** Says how many events a digest does not show: "and 37 more"; null for none. */
export function describeRest(restCount: number): string | null {
  return restCount > 0 ? `and ${restCount.toLocaleString('en-US')} more` : null;
}
