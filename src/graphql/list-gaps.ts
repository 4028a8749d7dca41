import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

/** A part of the schema, with its place for messages. */
interface Part {
  place: string;
  description?: string | null | undefined;
}

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

function listParts(schema: GraphQLSchema): Part[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .flatMap((type) => [{ place: type.name, description: type.description }, ...listMembers(type)]);
}

function listMembers(type: GraphQLNamedType): Part[] {
  if (isEnumType(type)) return type.getValues().map((value) => toPart(type, value));
  if (isInputObjectType(type)) return Object.values(type.getFields()).map((it) => toPart(type, it));
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    toPart(type, field),
    ...field.args.map(({ name, description }) => ({
      place: `${type.name}.${field.name}(${name}:)`,
      description,
    })),
  ]);
}

function toPart(
  type: GraphQLNamedType,
  { name, description }: { name: string; description?: string | null | undefined },
): Part {
  return { place: `${type.name}.${name}`, description };
}
