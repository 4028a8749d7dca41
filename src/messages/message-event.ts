import { describeEvent, type Notice } from '../catalogue/index.ts';
import { formatInstant, toVisibleLine, truncateText } from '../kernel/index.ts';

/** The event that a message is about. */
export interface MessageEvent {
  type: string;
  /** The event's body as stored: `{"event","data","timestamp","test"?}`. */
  body: string;
}

/** An event as the formats show it. Its texts are not escaped. */
export interface EventView {
  /** Its title says when the event is a test. */
  notice: Notice;
  /** The event type and the time, such as "rent.created · 15 Jan 2025, 10:30 UTC". */
  footer: string;
}

/** The parsed body of an event; all of it undefined if the stored text is not an object of JSON. */
export interface EventBody {
  data: unknown;
  timestamp: unknown;
  isTest: boolean;
}

/** Stands before the title or the text of a test event. */
export const testMark = 'Test: ';

/** Longest event type in a footer, in characters. */
const typeCharactersMax = 100;

/** Parses the stored body of an event. Never throws, since a body that cannot be read still makes a message. */
export function readBody(event: MessageEvent): EventBody {
  const body = parseObject(event.body);
  return { data: body.data, timestamp: body.timestamp, isTest: body.test === true };
}

/** Describes an event as the formats show it. */
export function toEventView(event: MessageEvent, appUrl: string | null): EventView {
  const { data, timestamp, isTest } = readBody(event);
  const notice = describeEvent(event.type, data, appUrl);
  const type = truncateText(toVisibleLine(event.type), typeCharactersMax);
  const time = formatInstant(timestamp);
  return {
    notice: isTest ? { ...notice, title: `${testMark}${notice.title}` } : notice,
    footer: time === undefined ? type : `${type} · ${time}`,
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
