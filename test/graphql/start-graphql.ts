import { createMetrics, createLogger } from '../../src/kernel/index.ts';
import { openDatabase, type Database } from '../../src/db/index.ts';
import {
  buildGraphqlSchema,
  createGraphqlServer,
  type GraphqlServer,
  type GraphqlServerOptions,
  type Listening,
} from '../../src/graphql/index.ts';
import {
  createAuthenticator,
  createViewerFinder,
  Plan,
  signToken,
  WorkspaceEntity,
  type Scope,
} from '../../src/workspaces/index.ts';
import { createTestDatabase } from '../kit/database.ts';
import { createProbeResolvers } from './probe.resolver.ts';
import { Streams } from './streams.ts';
import { createTestErrorLog } from '../kit/error-log.ts';

const secret = 'a secret of tests that is long enough';

/** One line of the log. */
export type LogLine = Record<string, unknown>;

/** A server with the probe's schema on its own database. */
export interface TestGraphql extends Listening {
  webSocketUrl: string;
  databaseUrl: string;
  server: GraphqlServer;
  database: Database;
  streams: Streams;
  log: LogLine[];
  post(query: string, request?: PostOptions): Promise<Answer>;
  /** The counts against the limits of the node. */
  count: GraphqlServer['countInFlight'];
  /** Takes the database away while the server runs. */
  dropDatabase(): Promise<void>;
  stop(): Promise<void>;
}

export interface PostOptions {
  variables?: Record<string, unknown> | undefined;
  /** Name of the requested operation. */
  name?: string | undefined;
  /** Null for none. */
  authorization?: string | null;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  data: unknown;
  errors: AnsweredError[];
}

export interface AnsweredError {
  message: string;
  path?: string[];
  extensions: Record<string, unknown>;
}

/** A header for the workspace `acme`; `acme` and `beta` exist. */
export async function authorize(request: {
  scopes?: Scope[];
  lifetimeSeconds?: number;
  workspaceId?: string;
}): Promise<string> {
  const { scopes = [], lifetimeSeconds = 60, workspaceId = 'acme' } = request;
  return `Bearer ${await signToken(secret, { workspaceId, scopes, lifetimeSeconds })}`;
}

/** With the workspaces `acme` and `beta`. */
async function openProbeDatabase(url: string): Promise<Database> {
  const database = await openDatabase({
    url,
    entities: [WorkspaceEntity],
    connectionsMax: 4,
    onWarning: () => undefined,
  });
  await database.em.fork().insertMany(
    WorkspaceEntity,
    ['acme', 'beta'].map((id) => ({ id, name: id, plan: Plan.PROFESSIONAL })),
  );
  return database;
}

export async function startGraphql(
  options: Partial<
    Pick<
      GraphqlServerOptions,
      'allowedOrigins' | 'authenticator' | 'findViewer' | 'isReady' | 'limits'
    >
  > = {},
): Promise<TestGraphql> {
  const testDatabase = await createTestDatabase();
  const database = await openProbeDatabase(testDatabase.url);
  const log: LogLine[] = [];
  const streams = new Streams();
  const logger = createLogger('info', {
    write: (line) => void log.push(JSON.parse(line) as LogLine),
  });
  const server = createGraphqlServer({
    schema: await buildGraphqlSchema({ resolvers: createProbeResolvers(streams) }),
    database,
    authenticator: createAuthenticator({ secret }),
    findViewer: createViewerFinder(),
    allowedOrigins: [],
    drainSeconds: 0,
    metrics: createMetrics(),
    answerMetrics: null,
    dashboard: null,
    explorer: null,
    logger,
    errorLog: createTestErrorLog(logger),
    isReady: async () => ({ ready: true, reasons: [] }),
    ...options,
  });
  const listening = await server.listen(0, '127.0.0.1');
  const { url } = listening;
  const stop = async () => {
    await server.stop();
    await database.close(true);
    await testDatabase.drop();
  };
  const post = (query: string, request?: PostOptions) => postGraphql(url, query, request);
  const webSocketUrl = url.replace('http', 'ws');
  return {
    ...listening,
    webSocketUrl,
    databaseUrl: testDatabase.url,
    count: server.countInFlight,
    server,
    database,
    streams,
    log,
    post,
    stop,
    dropDatabase: testDatabase.drop,
  };
}

async function postGraphql(url: string, query: string, options: PostOptions = {}): Promise<Answer> {
  const { variables = {}, name, authorization = await authorize({}), headers = {} } = options;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(authorization === null ? {} : { authorization }),
      ...headers,
    },
    body: JSON.stringify({ query, variables, operationName: name }),
  });
  return readAnswer(response);
}

/** Reads any response of the server. */
export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const { data, errors = [] } = JSON.parse(text || '{}') as {
    data?: unknown;
    errors?: AnsweredError[];
  };
  return { status: response.status, headers: response.headers, text, data, errors };
}
