import {
  Kind,
  visit,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';

/** The argument of a subscription that says where its events begin. It changes no result. */
const positionArgument = 'after';

/**
 * Returns the names of variables that are used only to say where a subscription continues: two subscriptions that
 * differ in nothing else have the same results.
 */
export function findPositionVariables(
  document: DocumentNode,
  { selectionSet }: OperationDefinitionNode,
): Set<string> {
  const names = new Set(selectionSet.selections.flatMap(listPositions));
  const useCounts = new Map<string, number>();
  if (names.size === 0) return names;
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void useCounts.set(name.value, (useCounts.get(name.value) ?? 0) + 1),
  });
  return new Set([...names].filter((name) => useCounts.get(name) === 1));
}

function listPositions(selection: SelectionNode): string[] {
  if (selection.kind !== Kind.FIELD) return [];
  return (selection.arguments ?? []).flatMap(({ name, value }) =>
    name.value === positionArgument && value.kind === Kind.VARIABLE ? value.name.value : [],
  );
}
