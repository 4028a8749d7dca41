import { createEventValidator, type EventTypeName } from '../../../src/catalogue/index.ts';
import { expectSame } from './expect-same.ts';
import type { Trace } from './read-trace.ts';

const { validateEventData } = createEventValidator();

/** Every body has exactly three keys, and its data is valid against the catalogue. */
export function checkCatalogue({ events }: Trace): void {
  const invalid = events.filter(
    ({ type, body }) =>
      body.event !== type ||
      Object.keys(body).join() !== 'event,data,timestamp' ||
      validateEventData(type as EventTypeName, body.data).length > 0,
  );
  expectSame({ invalid }, { invalid: [] });
}
