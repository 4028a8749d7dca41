import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

/** The direction of a list, as SQL writes it. */
export const OrderDirection = { ASC: 'asc', DESC: 'desc' } as const;
export type OrderDirection = (typeof OrderDirection)[keyof typeof OrderDirection];

registerEnumType(OrderDirection, {
  name: 'OrderDirection',
  description: 'In which direction a list is sorted.',
  valuesConfig: {
    ASC: { description: 'From A to Z, from old to new.' },
    DESC: { description: 'From Z to A, from new to old.' },
  },
});
