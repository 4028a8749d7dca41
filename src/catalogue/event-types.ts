import type { EventTypeDefinition } from './event-type-definition.ts';
import { itemEvents } from './item-events.ts';
import { rentEvents } from './rent-events.ts';
import { renterEvents } from './renter-events.ts';

const eventTypes = [...rentEvents, ...itemEvents, ...renterEvents] as const;

/** Name of an event type in the catalogue; excludes the wildcard. */
export type EventTypeName = (typeof eventTypes)[number]['name'];

/** Selects every event type, including those added later. */
export const wildcard = '*';

/** Selects every event type of one noun, including those added later. */
export type EventFamily = `${string}.*`;

/** Returns the family of an event type: `rent.*` for `rent.created`. */
export function familyOf(type: string): EventFamily {
  return `${type.slice(0, type.indexOf('.'))}.*`;
}

const families: readonly EventFamily[] = [...new Set(eventTypes.map(({ name }) => familyOf(name)))];

/** Lists the families in reading order: `rent.*`, `item.*`, `renter.*`. */
export function listFamilies(): readonly EventFamily[] {
  return families;
}

/** Whether the catalogue has event types of exactly this family. */
export function isFamily(value: string): value is EventFamily {
  return families.some((family) => family === value);
}

/** Whether these names, families or the wildcard include an event type. */
export function isSelected(type: string, selection: readonly string[]): boolean {
  return [type, familyOf(type), wildcard].some((name) => selection.includes(name));
}

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
