import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Logger } from '../kernel/index.ts';
import type { GraphContext } from '../workspaces/index.ts';
import { invalidTokenChallenge } from './challenge.ts';
import { findCostError } from './cost.ts';
import { readThrownError } from './documents.ts';
import { limitRules, parseLimits, retryAfterSeconds } from './limits.ts';
import { countOperations, type OperationMetrics } from './metrics.ts';

export interface ApolloOptions {
  schema: GraphQLSchema;
  logger: Logger;
  formatError: (error: unknown) => GraphQLFormattedError;
  operationMetrics: OperationMetrics;
}

/** GraphQL over HTTP by Apollo Server, with our limits, and with what it would do by itself switched off. Not started yet. */
export function createApollo(options: ApolloOptions): ApolloServer<GraphContext> {
  return new ApolloServer<GraphContext>({
    schema: options.schema,
    logger: options.logger,
    formatError: (_formatted, error) => options.formatError(error),
    validationRules: [...limitRules],
    validationOptions: { hideSuggestions: true },
    parseOptions: parseLimits,
    plugins: [
      ApolloServerPluginLandingPageDisabled(), // it loads scripts from elsewhere
      ApolloServerPluginUsageReportingDisabled(),
      createOperationCheck(options.schema),
      tellThrownError,
      tellUnauthenticated,
      tellUnavailable,
      forbidStorage,
      countOperations(options.operationMetrics),
    ],
    introspection: true,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    // A page of another site cannot send any of these without a preflight. urql and others send queries by GET.
    csrfPrevention: {
      requestHeaders: ['authorization', 'apollo-require-preflight', 'x-apollo-operation-name'],
    },
    persistedQueries: false,
    stopOnTerminationSignals: false,
    nodeEnv: 'production', // otherwise Apollo reads the environment by itself
  });
}

/** Refuses what only the whole operation with its variables shows. */
function createOperationCheck(schema: GraphQLSchema): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, request: { variables } }) {
          if (operation?.operation === OperationTypeNode.SUBSCRIPTION) throw refuseSubscription();
          const error = findCostError(schema, document, variables);
          if (error) throw error;
        },
      };
    },
  };
}

/** Apollo takes what `validate` throws for an error of ours; an error from here takes its place. */
const tellThrownError: ApolloServerPlugin<GraphContext> = {
  async unexpectedErrorProcessingRequest({ error }) {
    if (!(error instanceof GraphQLError) || !error.nodes) return;
    const { message, nodes = null, extensions } = readThrownError(error);
    const http = { status: 400 };
    throw new GraphQLError(message, { nodes, extensions: { ...extensions, http } });
  },
};

/** Apollo has another `cache-control` for persisted queries, which we do not have. */
const forbidStorage: ApolloServerPlugin<GraphContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response: { http } }) {
        http.headers.set('cache-control', 'no-store');
      },
    };
  },
};

/** The status too says that the token of the call has expired meanwhile; others were refused before (`authenticateFirst`). */
const tellUnauthenticated: ApolloServerPlugin<GraphContext> = {
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

/** A call that got nothing, because of temporary errors alone, is a 503 (RFC 9110, section 15.6.4); partial data stays a 200. */
const tellUnavailable: ApolloServerPlugin<GraphContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ operation, response: { body, http } }) {
        if (body.kind !== 'single' || mayBeHalfDone(operation)) return;
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

/** One mutation of several may have taken effect, whatever the answer shows: a proxy must not repeat them. */
function mayBeHalfDone(operation: OperationDefinitionNode | undefined): boolean {
  if (operation?.operation !== OperationTypeNode.MUTATION) return false;
  const { selections } = operation.selectionSet;
  return selections.length > 1 || selections[0]?.kind !== Kind.FIELD;
}

function refuseSubscription(): GraphQLError {
  return new GraphQLError('Subscriptions are served over WebSocket (graphql-transport-ws).', {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });
}
