import type { EventTypeDefinition } from './event-type-definition.ts';
import { itemEvents } from './item-events.ts';
import { rentEvents } from './rent-events.ts';
import { renterEvents } from './renter-events.ts';

const eventTypes = [...rentEvents, ...itemEvents, ...renterEvents] as const;

/** Name of an event type in the catalogue; excludes the wildcard. */
export type EventTypeName = (typeof eventTypes)[number]['name'];

/** Selects every event type, including those added later. */
export const wildcard = '*';

/** Whether the catalogue has an event type with exactly this name. False for the wildcard. */
export function isEventTypeName(value: unknown): value is EventTypeName {
  return eventTypes.some((eventType) => eventType.name === value);
}

/** Finds an event type by name; undefined if the catalogue has none. */
export function findEventType(name: EventTypeName): EventTypeDefinition;
export function findEventType(name: string): EventTypeDefinition | undefined;
export function findEventType(name: string): EventTypeDefinition | undefined {
  return eventTypes.find((eventType) => eventType.name === name);
}

/** Lists every event type in reading order: rents, items, renters. */
export function listEventTypes(): readonly EventTypeDefinition[] {
  return eventTypes;
}
