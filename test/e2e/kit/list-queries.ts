import { getNamedType, type GraphQLInterfaceType } from 'graphql';
import { contract } from './contract-schema.ts';
import { selectEverything } from './select-everything.ts';

/**
 * Every query of a workspace's token, with a full selection.
 *
 * @param ids of existing objects, by the field that finds them (`webhook`)
 */
export function listQueries(ids: Readonly<Record<string, string>>): string[] {
  const fields = Object.values(contract.getQueryType()!.getFields());
  const queries = fields
    .filter(({ name }) => name !== 'node' && name !== 'workspaceDeletion')
    .map(({ name, type, args }) => {
      const page = args.some((argument) => argument.name === 'first') ? '(first: 3)' : '';
      const id = name in ids ? `(id: "${ids[name]}")` : page;
      const given = name === 'previewWebhook' ? '(first: 1, input: { events: ["*"] })' : id;
      return `{ ${name}${given} ${selectEverything(getNamedType(type), 4)} }`;
    });
  const kinds = contract.getPossibleTypes(contract.getType('Node') as GraphQLInterfaceType);
  const nodes = kinds.map((kind) => {
    const id = ids[kind.name.toLowerCase()];
    return `{ node(id: "${id}") { ... on ${kind.name} ${selectEverything(kind, 4)} } }`;
  });
  return [...queries, ...nodes];
}
