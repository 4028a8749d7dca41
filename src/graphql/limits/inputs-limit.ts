import {
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  typeFromAST,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LimitError } from './document-limits.ts';

/**
 * Objects and entries of lists in the variables. Each is checked twice, which takes 6 µs. The largest input of our clients,
 * a filter of 20 conditions with a hundred values each, has 2,021.
 */
export const inputsMax = 3_000;

/** The error of variables with too many inputs, or null. A value of a scalar, such as JSON, is none, whatever it has in it. */
export function findInputsError(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): LimitError | null {
  let left = inputsMax;

  function visit(type: GraphQLInputType, value: unknown): void {
    if (left < 0 || typeof value !== 'object' || value === null) return;
    const inner = getNullableType(type);
    if (isListType(inner)) visitEntries(inner.ofType, Array.isArray(value) ? value : [value]);
    else if (isInputObjectType(inner)) visitFields(inner, value as typeof variables); // an object of JSON
  }

  function visitEntries(type: GraphQLInputType, entries: readonly unknown[]): void {
    left -= entries.length;
    for (const entry of entries) visit(type, entry);
  }

  function visitFields(type: GraphQLInputObjectType, value: typeof variables): void {
    left -= 1;
    for (const [name, field] of Object.entries(type.getFields())) {
      if (Object.hasOwn(value, name)) visit(field.type, value[name]);
    }
  }

  for (const { variable, type: node } of variableDefinitions) {
    const type = typeFromAST(schema, node);
    const name = variable.name.value;
    if (isInputType(type) && Object.hasOwn(variables, name)) visit(type, variables[name]);
  }
  const message = `Variables may have at most ${inputsMax} objects and entries of lists, without those in JSON values.`;
  return left < 0 ? new LimitError(message) : null;
}
