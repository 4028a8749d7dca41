import {
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type NameNode,
  type OperationDefinitionNode,
  type ValueNode,
} from 'graphql';
import { pageSizeDefault, pageSizeMax } from '../../kernel/graphql/index.ts';

export type Variables = Readonly<Record<string, unknown>>;

/**
 * Writes each page size of a document as a number in its text, for rules that read only those. For a list without pages
 * the extension `expectedCount` gives the number of entries to count.
 */
export function writePageSizes(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Variables,
): DocumentNode {
  const typeInfo = new TypeInfo(schema);
  const enter = (field: FieldNode): FieldNode | undefined => {
    const definition = typeInfo.getFieldDef();
    const expected = definition?.extensions.expectedCount;
    if (typeof expected === 'number') return { ...field, arguments: [writeFirst(expected)] };
    if (!definition?.args.some(isPageSize)) return undefined;
    const sizes = field.arguments?.filter(isPageSize) ?? [];
    const others = field.arguments?.filter((argument) => !isPageSize(argument)) ?? [];
    return { ...field, arguments: [writeFirst(readPageSize(sizes, variables)), ...others] };
  };
  return visit(document, visitWithTypeInfo(typeInfo, { Field: { enter } }));
}

/** Returns the names of the variables that give page sizes. */
export function listSizeVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Argument({ name, value }) {
      if (isPageSize({ name }) && value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/**
 * Returns the defaults of an operation's variables that are numbers. Another operation of the document may declare the
 * same variable with another default.
 */
export function readVariableDefaults({
  variableDefinitions = [],
}: OperationDefinitionNode): Variables {
  return Object.fromEntries(
    variableDefinitions.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue?.kind === Kind.INT ? Number(defaultValue.value) : undefined,
    ]),
  );
}

function isPageSize({ name }: { name: string | NameNode }): boolean {
  const text = typeof name === 'string' ? name : name.value;
  return text === 'first' || text === 'last';
}

/** With both `first` and `last`, which no page may have, the larger counts. */
function readPageSize(sizes: readonly ArgumentNode[], variables: Variables): number {
  const given = sizes
    .map(({ value }) => readSize(value, variables))
    .filter((size) => size !== null);
  return given.length === 0 ? pageSizeDefault : Math.max(...given);
}

function readSize(value: ValueNode, variables: Variables): number | null {
  if (value.kind === Kind.INT) return Number(value.value);
  const size = value.kind === Kind.VARIABLE ? variables[value.name.value] : null;
  if (size == null) return null;
  return typeof size === 'number' ? size : pageSizeMax;
}

function writeFirst(size: number): ArgumentNode {
  const value = String(Math.max(1, Math.trunc(size)));
  return {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: 'first' },
    value: { kind: Kind.INT, value },
  };
}
