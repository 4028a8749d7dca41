import { findEventType } from '../../src/catalogue/index.ts';

/** Event types of the run. */
export const typesOfRun = [
  'renter.created',
  'renter.updated',
  'item.created',
  'item.updated',
  'item.low_stock',
] as const;
export type TypeOfRun = (typeof typesOfRun)[number];

/** The catalogue's sample, with the marker as the object's name. */
export function createDraft(type: TypeOfRun, marker: string): { type: string; data: object } {
  const [noun = ''] = type.split('.');
  const sample = findEventType(type).sample as Record<string, object>;
  return { type, data: { ...sample, [noun]: { ...sample[noun], name: marker } } };
}

/** The marker in a body; empty if there is none. */
export function readMarker(body: string): string {
  return /"name":"((?:sure|maybe|never)\|[^"]*)"/.exec(body)?.[1] ?? '';
}

/** The workspace in a marker: `sure|workspace|…`. */
export function workspaceOfMarker(marker: string): string {
  return marker.split('|')[1] ?? '';
}
