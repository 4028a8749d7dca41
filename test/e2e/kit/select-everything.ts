import {
  getNamedType,
  isLeafType,
  isObjectType,
  type GraphQLField,
  type GraphQLNamedType,
} from 'graphql';

/**
 * A selection of every field of an object type that needs no argument, down to this many levels. Fields
 * added to the contract later are included automatically.
 */
export function selectEverything(type: GraphQLNamedType, levels: number): string {
  if (!isObjectType(type)) throw new Error(`${type.name} cannot be selected.`);
  const fields = Object.values(type.getFields()).map((field) => selectField(field, levels));
  return `{ __typename ${fields.join(' ')} }`;
}

function selectField(field: GraphQLField<unknown, unknown>, levels: number): string {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return field.name;
  if (levels === 0) return '';
  const page = field.args.some(({ name }) => name === 'first') ? '(first: 3)' : '';
  return `${field.name}${page} ${selectEverything(type, levels - 1)}`;
}
