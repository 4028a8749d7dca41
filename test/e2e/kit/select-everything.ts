import {
  getNamedType,
  isLeafType,
  isObjectType,
  type GraphQLField,
  type GraphQLNamedType,
} from 'graphql';

/**
 * A selection of every field of an object type, down to this many levels. Fields added to the contract later are
 * included automatically.
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
  return `${field.name}${writeArguments(field)} ${selectEverything(type, levels - 1)}`;
}

/** A page of 2, and what is required. */
function writeArguments({ args }: GraphQLField<unknown, unknown>): string {
  const since = new Date(Date.now() - 86_400_000).toISOString();
  const values: Record<string, string> = { first: '2', since: `"${since}"` };
  const given = args.filter(({ name }) => name in values);
  return given.length ? `(${given.map(({ name }) => `${name}: ${values[name]}`).join()})` : '';
}
