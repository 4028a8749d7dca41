import { createEventValidator, type EventTypeName } from '../../../src/catalogue/index.ts';
import { expectSame } from './expect-same.ts';
import type { Trace } from './read-trace.ts';

const { validateEventData } = createEventValidator();

/** The text that is sent, read again: three keys, and data as the catalogue's schema describes it. */
export function checkCatalogue({ events }: Trace): void {
  const unfit = events.filter(
    ({ type, body }) =>
      body.event !== type ||
      Object.keys(body).join() !== 'event,data,timestamp' ||
      validateEventData(type as EventTypeName, body.data).length > 0,
  );
  expectSame({ unfit }, { unfit: [] });
}
