import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, Kind, OperationTypeNode, parse, type FieldNode } from 'graphql';

const text = readFileSync(join(import.meta.dirname, '../../schema.graphql'), 'utf8');
const mutations = buildSchema(text).getMutationType()?.getFields() ?? {};

/** Returns the codes that the description of each mutation names. */
export function listNamedCodes(): Map<string, readonly string[]> {
  return new Map(
    Object.values(mutations).map(({ name, description }) => {
      const [, codes = ''] = / Errors: ([A-Z_, ]+)\.$/.exec(description ?? '') ?? [];
      return [name, codes.split(', ')];
    }),
  );
}

const named = listNamedCodes();

/**
 * Checks the `userErrors` of a response.
 *
 * @throws Error for a code that the description of its mutation does not name
 */
export function checkNamedCodes(query: string, data: unknown): void {
  if (!hasUserErrors(data)) return;
  for (const { alias, name } of listMutations(query)) {
    const payload = (data as Record<string, Payload | null>)[(alias ?? name).value];
    for (const { code } of payload?.userErrors ?? []) {
      if (code === undefined || named.get(name.value)?.includes(code)) continue;
      throw new Error(`${name.value} returned ${code}, which its description does not name.`);
    }
  }
}

interface Payload {
  userErrors?: readonly { code?: string }[];
}

/** Most responses have none, and need no parsing. */
function hasUserErrors(data: unknown): boolean {
  return Object.values(data ?? {}).some(
    (payload: Payload | null) => (payload?.userErrors ?? []).length > 0,
  );
}

function listMutations(query: string): FieldNode[] {
  return parse(query)
    .definitions.filter((it) => it.kind === Kind.OPERATION_DEFINITION)
    .filter(({ operation }) => operation === OperationTypeNode.MUTATION)
    .flatMap(({ selectionSet }) => selectionSet.selections)
    .filter((selection) => selection.kind === Kind.FIELD);
}
