import type { EventTypeDefinition, JsonSchema } from './event-type-definition.ts';
import { inventoryLimits } from './inventory-limits.ts';
import {
  bookkeeping,
  describeData,
  describeId,
  describeInteger,
  describeObject,
  describePrevious,
  instant,
} from './schema-parts.ts';

const line = describeObject({
  itemId: describeId('itm', 'an item'),
  quantity: describeInteger(1),
});

const changeable = {
  renterId: describeId('rtr', 'a renter'),
  lines: {
    type: 'array',
    description: 'each item at most once',
    items: line,
    minItems: 1,
    maxItems: inventoryLimits.rentLinesMax,
  },
  startsAt: instant,
  endsAt: instant,
};

function describeStatus(statuses: readonly string[]): JsonSchema {
  return { type: 'string', enum: statuses };
}

function describeRent(statuses: readonly string[]): JsonSchema {
  return describeObject({
    id: describeId('rnt', 'a rent'),
    ...changeable,
    status: describeStatus(statuses),
    ...bookkeeping,
  });
}

const rent = describeRent(['RESERVED', 'ACTIVE', 'RETURNED', 'CANCELLED']);

const drillRent = {
  id: 'rnt_01jhmr6k20ek1sywd84wxnv5px',
  renterId: 'rtr_01jh7qxnh0edpvxvt27nppd43k',
  lines: [
    { itemId: 'itm_01jgxa1f00exbvtg6awhxs3mk2', quantity: 2 },
    { itemId: 'itm_01jgxaakz0e3s9xv4x8qqdd062', quantity: 1 },
  ],
  startsAt: '2025-01-16T08:00:00.000Z',
  endsAt: '2025-01-18T17:00:00.000Z',
  status: 'RESERVED',
  version: 1,
  createdAt: '2025-01-15T10:30:00.097Z',
  updatedAt: '2025-01-15T10:30:00.097Z',
};

/** The event types of rents. `rent` is always the whole rent after the change. */
export const rentEvents = [
  {
    name: 'rent.created',
    description:
      'Fires once for each new rent; a new rent is RESERVED and does not change stock yet.',
    schema: describeData({ rent }),
    sample: { rent: drillRent },
  },
  {
    name: 'rent.updated',
    description:
      'Fires when an update changes the renter, the lines or the times of a rent, with the previous values of the changed fields; the lines can change only while the rent is RESERVED, the renter and the times in every status, and a change of status fires rent.status_changed instead.',
    schema: describeData({ rent, previous: describePrevious(changeable) }),
    sample: {
      rent: {
        ...drillRent,
        endsAt: '2025-01-20T17:00:00.000Z',
        version: 2,
        updatedAt: '2025-01-15T14:05:00.597Z',
      },
      previous: { endsAt: '2025-01-18T17:00:00.000Z' },
    },
  },
  {
    name: 'rent.status_changed',
    description:
      'Fires each time the status of a rent changes (RESERVED to ACTIVE, ACTIVE to RETURNED, or RESERVED or ACTIVE to CANCELLED), with the previous status; becoming ACTIVE takes the quantities of its lines out of stock, and leaving ACTIVE returns them.',
    schema: describeData({
      rent: describeRent(['ACTIVE', 'RETURNED', 'CANCELLED']),
      previousStatus: describeStatus(['RESERVED', 'ACTIVE']),
    }),
    sample: {
      rent: { ...drillRent, status: 'ACTIVE', version: 2, updatedAt: '2025-01-16T08:10:00.060Z' },
      previousStatus: 'RESERVED',
    },
  },
  {
    name: 'rent.deleted',
    description:
      'Fires once when a rent is deleted, with the last state of the rent and a new version; an ACTIVE rent cannot be deleted.',
    schema: describeData({ rent: describeRent(['RESERVED', 'RETURNED', 'CANCELLED']) }),
    sample: {
      rent: { ...drillRent, status: 'RETURNED', version: 4, updatedAt: '2025-01-21T09:00:00.932Z' },
    },
  },
] as const satisfies readonly EventTypeDefinition[];
