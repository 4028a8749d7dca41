import type { EventTypeDefinition } from './event-type-definition.ts';
import { inventoryLimits } from './inventory-limits.ts';
import {
  allowNull,
  bookkeeping,
  describeData,
  describeId,
  describeObject,
  describePrevious,
  describeText,
} from './schema-parts.ts';

const changeable = {
  name: describeText(inventoryLimits.nameLengthMax),
  email: allowNull({
    ...describeText(inventoryLimits.emailLengthMax),
    format: 'email',
    description: 'an e-mail address',
  }),
  phone: allowNull(describeText(inventoryLimits.phoneLengthMax)),
};

const renter = describeObject({
  id: describeId('rtr', 'a renter'),
  ...changeable,
  ...bookkeeping,
});

const ada = {
  id: 'rtr_01jh7qxnh0edpvxvt27nppd43k',
  name: 'Ada Brown',
  email: 'ada.brown@example.com',
  phone: null,
  version: 1,
  createdAt: '2025-01-10T09:15:00.050Z',
  updatedAt: '2025-01-10T09:15:00.050Z',
};

/** The event types of renters. `renter` is always the whole renter after the change. */
export const renterEvents = [
  {
    name: 'renter.created',
    description: 'Fires once for each renter added to the workspace.',
    schema: describeData({ renter }),
    sample: { renter: ada },
  },
  {
    name: 'renter.updated',
    description:
      'Fires when an update changes at least one field of a renter, with the previous values of those fields.',
    schema: describeData({ renter, previous: describePrevious(changeable) }),
    sample: {
      renter: {
        ...ada,
        phone: '+44 20 7946 0958',
        version: 2,
        updatedAt: '2025-01-14T11:20:00.841Z',
      },
      previous: { phone: null },
    },
  },
  {
    name: 'renter.deleted',
    description:
      'Fires once when a renter is deleted, with the last state of the renter and a new version; a renter with a RESERVED or ACTIVE rent cannot be deleted.',
    schema: describeData({ renter }),
    sample: { renter: { ...ada, version: 3, updatedAt: '2025-01-20T17:10:00.549Z' } },
  },
] as const satisfies readonly EventTypeDefinition[];
