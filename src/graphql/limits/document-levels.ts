import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** The greatest numbers of all operations of a document. */
export interface Levels {
  rootFields: number;
  /** Fields inside each other, from a root field to a leaf. */
  depth: number;
  /** The same, below `__schema` and `__type`. */
  introspectionDepth: number;
}

/** The fragments of a document by their names. */
export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * Finds out how wide and deep the operations of a document are. Fragments are counted where they are spread, but looked at
 * once each: many may use each other many times, or in a circle.
 */
export function findLevels(document: DocumentNode): Levels {
  const fragments = findFragments(document);
  const heights = new Map<string, number>();

  /** The parser has already gone as deep into the text. */
  function measureSet({ selections }: SelectionSetNode): number {
    let height = 0;
    for (const node of selections) {
      if (node.kind === Kind.FIELD) height = Math.max(height, measureField(node));
      else if (node.kind === Kind.INLINE_FRAGMENT) {
        height = Math.max(height, measureSet(node.selectionSet));
      } else height = Math.max(height, measureFragment(node.name.value));
    }
    return height;
  }

  function measureField({ selectionSet }: FieldNode): number {
    return selectionSet ? 1 + measureSet(selectionSet) : 1;
  }

  function measureFragment(name: string): number {
    const known = heights.get(name);
    const fragment = fragments.get(name);
    if (known !== undefined || !fragment) return known ?? 0;
    heights.set(name, 0); // validation refuses circles
    const height = measureSet(fragment.selectionSet);
    heights.set(name, height);
    return height;
  }

  const levels: Levels = { rootFields: 0, depth: 0, introspectionDepth: 0 };
  for (const it of document.definitions) {
    if (it.kind !== Kind.OPERATION_DEFINITION) continue;
    const rootFields = listFields(it.selectionSet, fragments);
    levels.rootFields = Math.max(levels.rootFields, rootFields.length);
    for (const field of rootFields) {
      const kind = isIntrospection(field) ? 'introspectionDepth' : 'depth';
      levels[kind] = Math.max(levels[kind], measureField(field));
    }
  }
  return levels;
}

/** Finds the fragments of a document; of several with one name, which is not valid, the last. */
export function findFragments({ definitions }: DocumentNode): Fragments {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const it of definitions) {
    if (it.kind === Kind.FRAGMENT_DEFINITION) fragments.set(it.name.value, it);
  }
  return fragments;
}

/** Lists the fields of a selection set and of its fragments, each fragment once. */
export function listFields(
  { selections }: SelectionSetNode,
  fragments: Fragments,
  visited = new Set<string>(),
): FieldNode[] {
  return selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return node;
    if (node.kind === Kind.INLINE_FRAGMENT) {
      return listFields(node.selectionSet, fragments, visited);
    }
    const fragment = fragments.get(node.name.value);
    if (!fragment || visited.has(node.name.value)) return [];
    visited.add(node.name.value);
    return listFields(fragment.selectionSet, fragments, visited);
  });
}

/** Whether a root field reads the schema. */
export function isIntrospection({ name: { value } }: FieldNode): boolean {
  return value === '__schema' || value === '__type';
}
