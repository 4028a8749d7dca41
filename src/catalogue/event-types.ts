import type { EventTypeDefinition } from './event-type-definition.ts';
import { itemEvents } from './item-events.ts';
import { rentEvents } from './rent-events.ts';
import { renterEvents } from './renter-events.ts';

const eventTypes = [...rentEvents, ...itemEvents, ...renterEvents] as const;

/** The name of an event type in the catalogue. The wildcard is none of them. */
export type EventTypeName = (typeof eventTypes)[number]['name'];

/** What a webhook asks for when it wants every event type, also those added later. */
export const wildcard = '*';

/** Whether the catalogue holds an event type of exactly this name. False for the wildcard. */
export function isEventTypeName(value: unknown): value is EventTypeName {
  return eventTypes.some((eventType) => eventType.name === value);
}

/** The event type of this name, or undefined when the catalogue has none. */
export function findEventType(name: EventTypeName): EventTypeDefinition;
export function findEventType(name: string): EventTypeDefinition | undefined;
export function findEventType(name: string): EventTypeDefinition | undefined {
  return eventTypes.find((eventType) => eventType.name === name);
}

/** Every event type, in the order in which people should read them: rents, items, renters. */
export function listEventTypes(): readonly EventTypeDefinition[] {
  return eventTypes;
}
