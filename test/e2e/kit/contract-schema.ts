import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** The committed `schema.graphql`. */
export const committedText = readFileSync(
  new URL('../../../schema.graphql', import.meta.url),
  'utf8',
);

/** The contract. A separate test checks that a node serves exactly this. */
export const contract: GraphQLSchema = buildSchema(committedText);

/** A field and its parent type. */
export interface ContractField {
  /** `Query.webhook` */
  name: string;
  field: GraphQLField<unknown, unknown>;
}

/** All root fields. */
export function listRootFields(): ContractField[] {
  const roots = [
    contract.getQueryType(),
    contract.getMutationType(),
    contract.getSubscriptionType(),
  ].flatMap((type) => type ?? []);
  return roots.flatMap(listFields);
}

/** Names of the object types that `node(id:)` can return. */
export function listNodeTypes(): string[] {
  const node = contract.getType('Node') as GraphQLInterfaceType;
  return contract.getPossibleTypes(node).map(({ name }) => name);
}

/** Every field that returns a connection: `Query.webhooks`, `Webhook.deliveries`. */
export function listConnections(): ContractField[] {
  return listObjectTypes()
    .flatMap(listFields)
    .filter(({ field }) => getNamedType(field.type).name.endsWith('Connection'));
}

/** Every place that takes an id: `Query.webhook(id)`, `Mutation.createRent(input.lines.*.itemId)`. */
export function listIdPlaces(): string[] {
  return listObjectTypes()
    .flatMap(listFields)
    .flatMap(({ name, field }) =>
      field.args.flatMap((argument) => listIdPaths(argument)).map((path) => `${name}(${path})`),
    );
}

/** Every argument and input field: `Query.webhooks(first)`, `CreateWebhookInput.name`. */
export function listInputs(): { name: string; input: GraphQLArgument | GraphQLInputField }[] {
  const fields = Object.values(contract.getTypeMap())
    .filter(isInputObjectType)
    .flatMap((type) =>
      Object.values(type.getFields()).map((input) => ({
        name: `${type.name}.${input.name}`,
        input,
      })),
    );
  const args = listObjectTypes()
    .flatMap(listFields)
    .flatMap(({ name, field }) =>
      field.args.map((input) => ({ name: `${name}(${input.name})`, input })),
    );
  return [...fields, ...args];
}

/** All object types of the contract. */
export function listObjectTypes(): GraphQLObjectType[] {
  return Object.values(contract.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'),
  );
}

function listFields(type: GraphQLObjectType): ContractField[] {
  return Object.values(type.getFields()).map((field) => ({
    name: `${type.name}.${field.name}`,
    field,
  }));
}

/** An input type inside itself is not listed again. */
function listIdPaths(
  input: GraphQLArgument | GraphQLInputField,
  around: readonly GraphQLNamedType[] = [],
): string[] {
  const name = isListType(getNullableType(input.type)) ? `${input.name}.*` : input.name;
  const type = getNamedType(input.type);
  if (type.name === 'ID') return [name];
  if (!isInputObjectType(type) || around.includes(type)) return [];
  return Object.values(type.getFields())
    .flatMap((field) => listIdPaths(field, [...around, type]))
    .map((path) => `${name}.${path}`);
}
