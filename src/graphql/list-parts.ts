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

/** A part of a schema. */
export interface SchemaPart {
  /** Its schema coordinate: `Webhook`, `Webhook.name`, `Query.webhook(id:)`, `Plan.FREE`. */
  place: string;
  description: string | null;
  /** Null while the part is not deprecated. */
  deprecationReason: string | null;
}

/** Lists the types, fields, arguments, input fields and enum values of a schema. */
export function listParts(schema: GraphQLSchema): SchemaPart[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .flatMap((type) => [toPart(type.name, type), ...listMembers(type)]);
}

function listMembers(type: GraphQLNamedType): SchemaPart[] {
  const toMember = (member: Described & { name: string }) =>
    toPart(`${type.name}.${member.name}`, member);
  if (isEnumType(type)) return type.getValues().map(toMember);
  if (isInputObjectType(type)) return Object.values(type.getFields()).map(toMember);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    toMember(field),
    ...field.args.map((arg) => toPart(`${type.name}.${field.name}(${arg.name}:)`, arg)),
  ]);
}

/** The fields that graphql-js keeps for every part. */
interface Described {
  description?: string | null | undefined;
  deprecationReason?: string | null | undefined;
}

function toPart(place: string, { description, deprecationReason }: Described): SchemaPart {
  return {
    place,
    description: description ?? null,
    deprecationReason: deprecationReason ?? null,
  };
}
