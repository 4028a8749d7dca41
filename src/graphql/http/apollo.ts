import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Logger } from '../../kernel/index.ts';
import type { GraphContext } from '../../workspaces/index.ts';
import { invalidTokenChallenge } from './authenticate-first.ts';
import type { DocumentReader } from '../documents.ts';
import { boundErrors } from '../errors.ts';
import { countOperations, type OperationMetrics } from '../metrics.ts';
import { retryAfterSeconds } from './send-error.ts';

export interface ApolloOptions {
  schema: GraphQLSchema;
  logger: Logger;
  formatError: (error: unknown) => GraphQLFormattedError;
  documents: DocumentReader;
  /** Returns the document of the current call, which has been read. */
  findDocument(): DocumentNode | undefined;
  operationMetrics: OperationMetrics;
  /** Called with each answer before it is sent. */
  onAnswer(text: string): void;
}

/** GraphQL over HTTP by Apollo Server, for documents that have been read, and without Apollo's own extras. Not started yet. */
export function createApollo(options: ApolloOptions): ApolloServer<GraphContext> {
  return new ApolloServer<GraphContext>({
    schema: options.schema,
    logger: options.logger,
    formatError: (_formatted, error) => options.formatError(error),
    stringifyResult(result) {
      const text = `${JSON.stringify(result)}\n`;
      options.onAnswer(text);
      return text;
    },
    documentStore: null, // `DocumentReader` has one
    plugins: [
      ApolloServerPluginLandingPageDisabled(), // loads scripts from other sites
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginCacheControlDisabled(), // wraps the resolver of every field
      takeReadDocument(options),
      createOperationCheck(options.documents),
      boundRequestErrors,
      setUnauthenticatedStatus,
      setUnavailableStatus,
      forbidStorage,
      countOperations(options.operationMetrics),
    ],
    introspection: true,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    // Pages of other sites cannot send any of these without a preflight. urql and others send queries by GET.
    csrfPrevention: {
      requestHeaders: ['authorization', 'apollo-require-preflight', 'x-apollo-operation-name'],
    },
    persistedQueries: false,
    stopOnTerminationSignals: false,
    nodeEnv: 'production', // otherwise Apollo reads it from the environment
  });
}

/** Apollo parses and validates no text whose document is there. Its own way has no limits before validation. */
function takeReadDocument({ findDocument }: ApolloOptions): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveSource(context) {
          const document = findDocument();
          if (!document) throw new Error('Only a text that has been read can be executed.');
          Object.assign(context, { document });
        },
      };
    },
  };
}

/** Checks that need the whole operation with its variables. */
function createOperationCheck(documents: DocumentReader): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, request }) {
          if (operation?.operation === OperationTypeNode.SUBSCRIPTION) throw refuseSubscription();
          const error = documents.findOperationError(document, request);
          if (error) throw error;
        },
      };
    },
  };
}

/** Many variables may be missing. */
const boundRequestErrors: ApolloServerPlugin<GraphContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response: { body } }) {
        if (body.kind === 'single') body.singleResult = boundErrors(body.singleResult);
      },
    };
  },
};

/**
 * Apollo would set another `cache-control` for requests with persisted queries, which we do not support. The answer of
 * a mutation may contain a secret beside text of the caller, and the size of a compressed one would tell about the
 * secret: neither we nor a proxy may compress it.
 */
const forbidStorage: ApolloServerPlugin<GraphContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ operation, response: { http } }) {
        const isMutation = operation?.operation === OperationTypeNode.MUTATION;
        http.headers.set('cache-control', isMutation ? 'no-store, no-transform' : 'no-store');
      },
    };
  },
};

/** Sets 401 when the token expired during the call; wrong tokens were refused earlier (`authenticateFirst`). */
const setUnauthenticatedStatus: ApolloServerPlugin<GraphContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response: { body, http } }) {
        const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
        if (!errors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')) return;
        http.status = 401;
        http.headers.set('www-authenticate', invalidTokenChallenge);
      },
    };
  },
};

/** Sets 503 when a call got no data and all errors are temporary (RFC 9110, section 15.6.4); partial data stays a 200. */
const setUnavailableStatus: ApolloServerPlugin<GraphContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ operation, response: { body, http } }) {
        if (body.kind !== 'single' || mayBePartlyDone(operation)) return;
        const { data, errors = [] } = body.singleResult;
        const hasData = Object.values(data ?? {}).some((value) => value !== null);
        const isTemporary = errors.every(({ extensions }) => extensions?.isRetryable);
        if (hasData || errors.length === 0 || !isTemporary) return;
        http.status = 503;
        http.headers.set('retry-after', retryAfterSeconds);
      },
    };
  },
};

/** One of several mutations may have taken effect, so a proxy must not repeat the request. */
function mayBePartlyDone(operation: OperationDefinitionNode | undefined): boolean {
  if (operation?.operation !== OperationTypeNode.MUTATION) return false;
  const { selections } = operation.selectionSet;
  return selections.length > 1 || selections[0]?.kind !== Kind.FIELD;
}

function refuseSubscription(): GraphQLError {
  return new GraphQLError('Subscriptions are served over WebSocket (graphql-transport-ws).', {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });
}
