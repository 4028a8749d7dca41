import {
  commitMutation,
  ConnectionHandler,
  createOperationDescriptor,
  Environment,
  getRequest,
  Network,
  Observable,
  RecordSource,
  requestSubscription,
  Store,
  type GraphQLTaggedNode,
  type MutationParameters,
  type PayloadData,
  type OperationType,
  type RecordProxy,
  type RecordSourceSelectorProxy,
} from 'relay-runtime';
import { ApiError, createCall } from './call-api.ts';
import { createLiveConnection } from './live-connection.ts';
import { mergeEdge } from './merge-edge.ts';
import { subscribeInOrder, type Reload } from './update-queue.ts';

export function createRelayEnvironment(url: string, getToken: () => Promise<string>): Environment {
  const call = createCall(url, getToken);
  const live = createLiveConnection(url, getToken);
  return new Environment({
    network: Network.create(
      async ({ text }, variables) => {
        const data = await call<PayloadData>(text ?? '', variables);
        return { data };
      },
      ({ text }, variables, { metadata }) =>
        Observable.create((sink) => {
          const { reload } = (metadata ?? {}) as { reload?: Reload };
          const { next, complete } = sink;
          const error = (failure: unknown) => sink.error(toError(failure));
          const payload = { query: text ?? '', variables };
          return subscribeInOrder(live, payload, { next, error, complete }, reload);
        }),
    ),
    store: new Store(new RecordSource()),
  });
}

/** Relay wants an error, and graphql-ws may have a list of them. */
function toError(failure: unknown): Error {
  if (failure instanceof Error) return failure;
  const [{ message, extensions }] = failure as [ApiError];
  return new ApiError(message, extensions);
}

/**
 * Keeps a list in the store up to date; the documents are those of `relay-log.ts`.
 *
 * @param onError gets the error that has ended this, to be shown
 */
export function followList(
  environment: Environment,
  list: GraphQLTaggedNode,
  updates: GraphQLTaggedNode,
  variables: { first: number; filter?: object },
  onError: (error: Error) => void,
) {
  // `fetchQuery` would share the answer to a call that is under way already, which may be older than the start.
  const operation = createOperationDescriptor(getRequest(list), variables);
  const reload = async () => environment.execute({ operation }).toPromise();
  return requestSubscription<Updates>(environment, {
    subscription: updates,
    variables,
    cacheConfig: { metadata: { reload } },
    onError,
    updater: (store, data) => mergeUpdate(store, variables.filter, data?.deliveryUpdated),
  });
}

function mergeUpdate(
  store: RecordSourceSelectorProxy,
  filter: object | undefined,
  update: Update | undefined,
): void {
  const list = ConnectionHandler.getConnection(store.getRoot(), 'relayLog_deliveries', { filter });
  if (!list || !update?.edge) return;
  const edge = copyEdge(store, list, store.getRootField('deliveryUpdated').getLinkedRecord('edge'));
  const merged = mergeEdge(list.getLinkedRecords('edges').map(toEntry), toEntry(edge), {
    isMatch: update.isMatch,
    isWhole: list.getLinkedRecord('pageInfo').getValue('hasNextPage') === false,
  });
  const records = merged.map(({ record }) => record);
  list.setLinkedRecords(records, 'edges');
}

/** The next update overwrites the edge of this one, so a list needs an edge of its own. */
function copyEdge(store: RecordSourceSelectorProxy, list: RecordProxy, edge: RecordProxy) {
  const node = edge.getLinkedRecord('node');
  const copy = ConnectionHandler.createEdge(store, list, node, 'DeliveryEdge');
  copy.copyFieldsFrom(edge);
  return copy;
}

function toEntry(record: RecordProxy) {
  return { record, node: { id: record.getLinkedRecord('node').getDataID() } };
}

/**
 * Runs a mutation that returns a `secret`. Relay keeps every answer in its store for a while, so the secret is
 * taken out of it there.
 */
export async function commitWithSecret<Mutation extends MutationParameters>(
  environment: Environment,
  mutation: GraphQLTaggedNode,
  variables: Mutation['variables'],
): Promise<Mutation['response']> {
  return new Promise((resolve, reject) => {
    let answer: Mutation['response'];
    commitMutation<Mutation>(environment, {
      mutation,
      variables,
      updater(store, data) {
        answer = data ?? {};
        for (const field of Object.keys(answer)) store.getRootField(field).setValue(null, 'secret');
      },
      onError: reject,
      onCompleted: () => resolve(answer),
    });
  });
}

interface Update {
  isMatch: boolean;
  edge: object | null;
}

interface Updates extends OperationType {
  response: { deliveryUpdated: Update };
}
