import { listEventTypes } from '../../../src/catalogue/index.ts';
import { ChatFormat, type MessageEvent } from '../../../src/messages/index.ts';

export const appUrl = 'https://app.stockaj.example';

export const formats = Object.values(ChatFormat);

export const eventTypeNames = listEventTypes().map(({ name }) => name);

/** An event as it is stored. */
export function toEvent(type: string, data: unknown, more: object = {}): MessageEvent {
  const body = { event: type, data, timestamp: '2025-01-15T10:30:00Z', ...more };
  return { type, body: JSON.stringify(body) };
}

/** The sample of an event type as an event. */
export function sampleEvent(type: string, more: object = {}): MessageEvent {
  return toEvent(type, listEventTypes().find(({ name }) => name === type)?.sample, more);
}

/** `count` events of all types in turn. */
export function sampleEvents(count: number): MessageEvent[] {
  return Array.from({ length: count }, (_, index) =>
    sampleEvent(eventTypeNames[index % eventTypeNames.length] ?? ''),
  );
}

/** The sample of an event type with `text` in place of every text in it. */
export function hostileEvent(type: string, text: string): MessageEvent {
  const { body } = sampleEvent(type);
  const { data } = JSON.parse(body) as { data: unknown };
  return toEvent(type, replaceTexts(data, text));
}

function replaceTexts(value: unknown, text: string): unknown {
  if (typeof value === 'string') return text;
  if (Array.isArray(value)) return value.map((entry) => replaceTexts(entry, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, replaceTexts(child, text)]),
  );
}
