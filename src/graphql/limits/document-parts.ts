import { Kind, type DocumentNode, type SelectionNode, type SelectionSetNode } from 'graphql';

/** Counts of all definitions of a document together. */
export interface Parts {
  operations: number;
  fragments: number;
  /** Fields, fragment spreads and inline fragments. */
  selections: number;
  /** Fields and other parts that have selections of their own. */
  selectionSets: number;
  aliases: number;
  directives: number;
  /** Characters of the longest alias. */
  aliasLength: number;
}

/** The part of a node that all kinds of definitions and selections may have. */
interface Taken {
  directives?: readonly object[] | undefined;
  selectionSet?: SelectionSetNode | undefined;
}

/** Counts the parts of any document, valid or not. Looks at each selection once, and at no value. */
export function countParts({ definitions }: DocumentNode): Parts {
  const parts: Parts = {
    ...{ operations: 0, fragments: 0, selections: 0, selectionSets: 0 },
    ...{ aliases: 0, directives: 0, aliasLength: 0 },
  };
  const left: SelectionNode[] = [];

  function take({ directives = [], selectionSet }: Taken): void {
    parts.directives += directives.length;
    if (!selectionSet) return;
    parts.selectionSets += 1;
    left.push(...selectionSet.selections);
  }

  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) parts.fragments += 1;
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      parts.operations += 1;
      for (const { directives = [] } of definition.variableDefinitions ?? []) {
        take({ directives });
      }
    }
    take(definition);
  }
  for (let node = left.pop(); node; node = left.pop()) {
    parts.selections += 1;
    if (node.kind === Kind.FIELD && node.alias) {
      parts.aliases += 1;
      parts.aliasLength = Math.max(parts.aliasLength, node.alias.value.length);
    }
    take(node);
  }
  return parts;
}
