import {
  BreakingChangeType,
  DangerousChangeType,
  findBreakingChanges,
  findDangerousChanges,
  type GraphQLSchema,
} from 'graphql';
import { listDefaultChanges, listNewDemands } from './find-input-changes.ts';

/** A change that breaks what clients send or read. */
export interface BreakingChange {
  /** The schema coordinate of the part that changed: `Webhook.name`, `Query.webhook(id:)`, `Plan.FREE`. */
  coordinate: string;
  /** A sentence that says what changed. */
  description: string;
  /** Whether a field, argument, input field or enum value was removed. These can be deprecated before. */
  isRemoval: boolean;
}

/**
 * Lists the changes that break clients of the released schema.
 *
 * @throws Error for a change that graphql-js describes in an unknown way
 */
export function listBreakingChanges(
  released: GraphQLSchema,
  current: GraphQLSchema,
): BreakingChange[] {
  const found = findBreakingChanges(released, current).map(({ type, description }) => ({
    coordinate: readCoordinate(type, description),
    description,
    isRemoval: removals.includes(type),
  }));
  const demands = listNewDemands(released, current);
  return [...found, ...demands.map((demand) => ({ ...demand, isRemoval: false }))];
}

/** Lists, in sentences, the changes that no rule of GraphQL forbids and that can surprise a client all the same. */
export function listDangerousChanges(released: GraphQLSchema, current: GraphQLSchema): string[] {
  const found = findDangerousChanges(released, current)
    // Left to `listDefaultChanges`, which also finds those of input fields.
    .filter(({ type }) => type !== DangerousChangeType.ARG_DEFAULT_VALUE_CHANGE);
  return [...found, ...listDefaultChanges(released, current)].map(({ description }) => description);
}

const removals: readonly BreakingChangeType[] = [
  BreakingChangeType.FIELD_REMOVED,
  BreakingChangeType.ARG_REMOVED,
  BreakingChangeType.VALUE_REMOVED_FROM_ENUM,
];

/** graphql-js names the changed part in its sentence only: the sentence of each change, and the coordinate in it. */
const coordinates: Readonly<Record<BreakingChangeType, [RegExp, string]>> = {
  TYPE_REMOVED: [/^(?:Standard scalar )?(\w+) was removed.*/, '$1'],
  TYPE_CHANGED_KIND: [/^(\w+) changed from .*/, '$1'],
  TYPE_REMOVED_FROM_UNION: [/^\w+ was removed from union type (\w+)\./, '$1'],
  VALUE_REMOVED_FROM_ENUM: [/^(\w+) was removed from enum type (\w+)\./, '$2.$1'],
  REQUIRED_INPUT_FIELD_ADDED: [/^A required field (\w+) on input type (\w+) was added\./, '$2.$1'],
  IMPLEMENTED_INTERFACE_REMOVED: [/^(\w+) no longer implements .*/, '$1'],
  FIELD_REMOVED: [/^(\w+\.\w+) was removed\./, '$1'],
  FIELD_CHANGED_KIND: [/^(\w+\.\w+) changed type from .*/, '$1'],
  REQUIRED_ARG_ADDED: [/^A required arg (\w+) on (\w+\.\w+) was added\./, '$2($1:)'],
  ARG_REMOVED: [/^(\w+\.\w+) arg (\w+) was removed\./, '$1($2:)'],
  ARG_CHANGED_KIND: [/^(\w+\.\w+) arg (\w+) has changed type from .*/, '$1($2:)'],
  DIRECTIVE_REMOVED: [/^(\w+) was removed\./, '@$1'],
  DIRECTIVE_ARG_REMOVED: [/^(\w+) was removed from (\w+)\./, '@$2($1:)'],
  REQUIRED_DIRECTIVE_ARG_ADDED: [
    /^A required arg (\w+) on directive (\w+) was added\./,
    '@$2($1:)',
  ],
  DIRECTIVE_REPEATABLE_REMOVED: [/^Repeatable flag was removed from (\w+)\./, '@$1'],
  DIRECTIVE_LOCATION_REMOVED: [/^\w+ was removed from (\w+)\./, '@$1'],
};

function readCoordinate(type: BreakingChangeType, description: string): string {
  const [sentence, coordinate] = coordinates[type];
  if (!sentence.test(description)) throw new Error(`No coordinate is known for: ${description}`);
  return description.replace(sentence, coordinate);
}
