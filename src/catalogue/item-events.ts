import type { EventTypeDefinition } from './event-type-definition.ts';
import { inventoryLimits } from './inventory-limits.ts';
import {
  allowNull,
  bookkeeping,
  describeData,
  describeId,
  describeInteger,
  describeObject,
  describePrevious,
  describeText,
} from './schema-parts.ts';

const changeable = {
  name: describeText(inventoryLimits.nameLengthMax),
  sku: allowNull(describeText(inventoryLimits.skuLengthMax)),
  quantityInStock: describeInteger(0),
  minimumQuantity: describeInteger(0),
};

const item = describeObject({ id: describeId('itm', 'an item'), ...changeable, ...bookkeeping });

const drill = {
  id: 'itm_01jgxa1f00exbvtg6awhxs3mk2',
  name: 'Cordless drill 18 V',
  sku: 'DRILL-18V',
  quantityInStock: 12,
  minimumQuantity: 3,
  version: 1,
  createdAt: '2025-01-06T08:00:00.332Z',
  updatedAt: '2025-01-06T08:00:00.332Z',
};

/** The event types of items. `item` is always the whole item after the change. */
export const itemEvents = [
  {
    name: 'item.created',
    description: 'Fires once for each item added to the inventory.',
    schema: describeData({ item }),
    sample: { item: drill },
  },
  {
    name: 'item.updated',
    description:
      'Fires when an update changes at least one field of an item, with the previous values of those fields; stock moved by a rent increases the version but does not fire it.',
    schema: describeData({ item, previous: describePrevious(changeable) }),
    sample: {
      item: { ...drill, quantityInStock: 15, version: 2, updatedAt: '2025-01-13T16:45:00.155Z' },
      previous: { quantityInStock: 12 },
    },
  },
  {
    name: 'item.deleted',
    description:
      'Fires once when an item is deleted, with the last state of the item and a new version; an item in a RESERVED or ACTIVE rent cannot be deleted.',
    schema: describeData({ item }),
    sample: { item: { ...drill, version: 4, updatedAt: '2025-01-20T17:00:00.405Z' } },
  },
  {
    name: 'item.low_stock',
    description:
      'Fires when the quantity in stock drops below the minimum quantity, whether by an update, a rent or a higher minimum; staying below does not fire it again, and adding an item below its minimum does not fire it.',
    schema: describeData({ item }),
    sample: {
      item: { ...drill, quantityInStock: 2, version: 3, updatedAt: '2025-01-15T10:30:00.667Z' },
    },
  },
] as const satisfies readonly EventTypeDefinition[];
