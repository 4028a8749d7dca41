import { findEventType } from '../../src/catalogue/index.ts';

const { rent } = findEventType('rent.created').sample as { rent: { lines: object[] } };

/** A rent with so many lines that the body has about 1 KiB. */
export const sampleData = {
  rent: { ...rent, lines: Array.from({ length: 13 }, (_, n) => rent.lines[n % 2]) },
};

/** The body sent by the bare loops: the same bytes as the service's. */
export const sampleBody = Buffer.from(
  JSON.stringify({ event: 'rent.created', data: sampleData, timestamp: '2025-01-15T10:30:00Z' }),
);
