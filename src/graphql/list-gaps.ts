import type { GraphQLSchema } from 'graphql';
import { listParts } from './list-parts.ts';

/**
 * Lists what the descriptions of a schema lack, a sentence for each: a type, field, argument, input field or enum
 * value without one or with one that is not a sentence, and a mutation that does not name its errors.
 */
export function listGaps(schema: GraphQLSchema): string[] {
  const parts = listParts(schema);
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  return [
    ...parts
      .filter(({ description }) => !description)
      .map(({ place }) => `${place} has no description.`),
    ...parts
      .filter(({ description }) => description && !description.endsWith('.'))
      .map(({ place }) => `The description of ${place} does not end with a full stop.`),
    ...mutations
      .filter(({ extensions }) => !extensions.userErrorCodes)
      .map(({ name }) => `Mutation.${name} has no @Fails with the codes of its userErrors.`),
  ];
}
