import {
  commitMutation,
  createOperationDescriptor,
  fetchQuery,
  getSingularSelector,
  type Environment,
  type GraphQLTaggedNode,
  type MutationParameters,
} from 'relay-runtime';
import {
  commitWithSecret,
  createRelayEnvironment,
  followList,
} from '../../../docs/examples/relay.ts';
import type { List } from '../../../docs/examples/apollo.ts';
import type { Fields } from '../../e2e/kit/operation.ts';
import type { CreateDriver } from './driver.ts';
import { compileRelay, type Compiled } from './relay-compiler.ts';
import { readRelaySources } from './relay-sources.ts';

/** Drives Relay's network and store with what its compiler made of the examples. */
export const driveRelay: CreateDriver = async (url, getToken) => {
  const compiled = await compileRelay(await readRelaySources());
  const environment = createRelayEnvironment(url, getToken);
  return {
    isLive: true,
    async send(example, variables, isFresh = false) {
      const name = toPascalCase(example);
      if (compiled.has(`${name}Mutation`)) {
        const mutation = compiled.operation(`${name}Mutation`);
        return example === 'create-webhook'
          ? commitWithSecret<MutationParameters>(environment, mutation, variables)
          : commit(environment, mutation, variables);
      }
      const query = compiled.operation(`${name}Query`);
      const fetchPolicy = isFresh ? 'network-only' : 'store-or-network';
      return (await fetchQuery(environment, query, variables, {
        fetchPolicy,
      }).toPromise()) as Fields;
    },
    openLog: async (first) => openLog(environment, compiled, first),
    readCache: () => JSON.stringify(environment.getStore().getSource().toJSON()),
  };
};

function toPascalCase(name: string): string {
  return name.replaceAll(/(?:^|-)(\w)/g, (_all, letter: string) => letter.toUpperCase());
}

async function commit(environment: Environment, mutation: GraphQLTaggedNode, variables: Fields) {
  return new Promise<Fields>((resolve, reject) => {
    commitMutation(environment, {
      mutation,
      variables,
      onError: reject,
      onCompleted: (data) => resolve(data as Fields),
    });
  });
}

/** Does what the hooks of react-relay do: keeps the list in the store, and reads its fragment again at each change. */
function openLog(environment: Environment, compiled: Compiled, first: number) {
  const list = compiled.operation('relayLogQuery');
  const operation = createOperationDescriptor(list, { first });
  const kept = environment.retain(operation);
  const updates = compiled.operation('relayLogUpdatesSubscription');
  let problem: unknown = null;
  const onError = (error: Error) => (problem = error);
  const following = followList(environment, list, updates, { first }, onError);

  function read(): List['deliveries'] | null {
    const parent = environment.lookup(operation.fragment).data;
    const fragment = compiled.fragment('relayLog_deliveries');
    const { data } = environment.lookup(getSingularSelector(fragment, parent));
    return (data as unknown as Partial<List> | undefined)?.deliveries ?? null;
  }

  return {
    rows: () => read()?.edges.map(({ node }) => node) ?? [],
    hasMore: () => read()?.pageInfo.hasNextPage === true,
    problem: () => problem,
    async loadMore() {
      const after = read()!.pageInfo.endCursor;
      const page = compiled.operation('relayLogPageQuery');
      await fetchQuery(environment, page, { first, after }).toPromise();
    },
    close() {
      following.dispose();
      kept.dispose();
    },
  };
}
