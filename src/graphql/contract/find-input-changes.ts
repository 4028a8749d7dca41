import {
  astFromValue,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
  print,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLSchema,
} from 'graphql';

/** A change of what clients may send that graphql-js does not find. */
export interface InputChange {
  /** The schema coordinate of the argument, input field or input type: `Query.webhook(id:)`, `WebhookFilter.text`. */
  coordinate: string;
  /** A sentence that says what changed. */
  description: string;
}

type Input = GraphQLArgument | GraphQLInputField;

/** Lists the arguments and input fields that are required now by the loss of their default, and new `@oneOf` types. */
export function listNewDemands(released: GraphQLSchema, current: GraphQLSchema): InputChange[] {
  const required = pairInputs(released, current)
    // A type that may not be null now is found by graphql-js.
    .filter(({ before, after }) => isNonNullType(before.type) && isNewlyRequired(before, after))
    .map(({ coordinate, before }) => ({
      coordinate,
      description: `${coordinate} is required now: its default ${printDefault(before)} was removed.`,
    }));
  return [...required, ...listNewOneOfs(released, current)];
}

/** Lists the arguments and input fields that mean something else now in a call that leaves them out. */
export function listDefaultChanges(released: GraphQLSchema, current: GraphQLSchema): InputChange[] {
  return pairInputs(released, current)
    .filter(({ before, after }) => !isRequiredInputField(before) && !isRequiredInputField(after))
    .map((pair) => ({ ...pair, from: printDefault(pair.before), to: printDefault(pair.after) }))
    .filter(({ from, to }) => from !== to)
    .map(({ coordinate, from, to }) => ({
      coordinate,
      description: `The default of ${coordinate} changed from ${from} to ${to}.`,
    }));
}

function isNewlyRequired(before: Input, after: Input): boolean {
  return !isRequiredInputField(before) && isRequiredInputField(after);
}

/** Pairs the arguments and input fields that both schemas have. */
function pairInputs(released: GraphQLSchema, current: GraphQLSchema) {
  const now = new Map(listInputs(current));
  return listInputs(released).flatMap(([coordinate, before]) => {
    const after = now.get(coordinate);
    return after ? [{ coordinate, before, after }] : [];
  });
}

function listInputs(schema: GraphQLSchema): [coordinate: string, input: Input][] {
  return Object.values(schema.getTypeMap()).flatMap((type): [string, Input][] => {
    if (isInputObjectType(type)) {
      return Object.values(type.getFields()).map((it) => [`${type.name}.${it.name}`, it]);
    }
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).flatMap(({ name, args }) =>
      args.map((it): [string, Input] => [`${type.name}.${name}(${it.name}:)`, it]),
    );
  });
}

function printDefault({ defaultValue, type }: Input): string {
  const value = astFromValue(defaultValue, type); // null for no default
  return value ? print(value) : 'none';
}

function listNewOneOfs(released: GraphQLSchema, current: GraphQLSchema): InputChange[] {
  return Object.values(current.getTypeMap()).flatMap((type) => {
    const before = released.getType(type.name);
    if (!isInputObjectType(type) || !isInputObjectType(before)) return [];
    if (before.isOneOf || !type.isOneOf) return [];
    return {
      coordinate: type.name,
      description: `${type.name} takes one field only: it is @oneOf.`,
    };
  });
}
