import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * Counts the KiB of long texts that each operation of a document may return, and returns the largest sum. The page sizes
 * must be numbers in the text. A field with the extension `textKib` counts as that much; a field with `textCount` as a
 * list of so many entries.
 */
export function countTextKib(schema: GraphQLSchema, document: DocumentNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);
  }
  /** Each fragment is counted once: many fragments may use each other many times. */
  const known = new Map<string, number>();

  function countFragment(name: string): number {
    const fragment = fragments.get(name);
    if (!fragment) return 0;
    const kib = known.get(name) ?? countSet(fragment.selectionSet, typeOf(fragment));
    known.set(name, kib);
    return kib;
  }

  function typeOf({ typeCondition: { name } }: Pick<FragmentDefinitionNode, 'typeCondition'>) {
    return schema.getType(name.value);
  }

  function countSet(set: SelectionSetNode, type: GraphQLNamedType | undefined): number {
    return set.selections.reduce((sum, selection) => sum + countSelection(selection, type), 0);
  }

  function countSelection(node: SelectionNode, type: GraphQLNamedType | undefined): number {
    if (node.kind === Kind.FRAGMENT_SPREAD) return countFragment(node.name.value);
    if (node.kind === Kind.FIELD) return countField(node, type);
    const { typeCondition, selectionSet } = node;
    return countSet(selectionSet, typeCondition ? typeOf({ typeCondition }) : type);
  }

  function countField(node: FieldNode, type: GraphQLNamedType | undefined): number {
    const hasFields = isObjectType(type) || isInterfaceType(type);
    const field = hasFields ? type.getFields()[node.name.value] : undefined;
    if (!field) return 0;
    const { textKib, textCount } = field.extensions;
    if (!node.selectionSet) return readNumber(textKib, 0);
    const kib = countSet(node.selectionSet, getNamedType(field.type));
    return kib * readNumber(textCount, 1) * readPageSize(node);
  }

  const sums = document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? countSet(definition.selectionSet, schema.getRootType(definition.operation) ?? undefined)
      : 0,
  );
  return Math.max(...sums);
}

function readNumber(extension: unknown, fallback: number): number {
  return typeof extension === 'number' ? extension : fallback;
}

function readPageSize({ arguments: given = [] }: FieldNode): number {
  const first = given.find(({ name }) => name.value === 'first')?.value;
  return first?.kind === Kind.INT ? Number(first.value) : 1;
}
