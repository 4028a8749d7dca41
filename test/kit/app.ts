import { print } from 'graphql';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { startApp, type App, type AppOptions } from '../../src/app.ts';
import { loadConfig } from '../../src/config/config.ts';
import { createLogger } from '../../src/kernel/index.ts';
import { loadKeys } from '../../src/config/keys.ts';
import { scopes, signToken, type Scope } from '../../src/workspaces/index.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { checkNamedCodes } from './named-codes.ts';
import { testAuthority } from './receiver.ts';

/** Every scope except `platform`. */
export const allScopes: Scope[] = scopes.filter((scope) => scope !== 'platform');

/** Signs the tokens of the tests. */
export const tokenSecret = 'a secret of the tests that is long enough';

/** A raw response of the API. */
export interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string; extensions: { code: string; requestId?: string } }[];
}

/** A complete node on its own database, and a client for it. */
export interface TestApp {
  app: App;
  databaseUrl: string;
  token(workspaceId: string, scopes?: readonly Scope[], lifetimeSeconds?: number): Promise<string>;
  /** Creates the workspace through the platform's mutation; returns a token for it. */
  createWorkspace(
    id: string,
    plan: 'FREE' | 'STARTER' | 'PROFESSIONAL' | 'ENTERPRISE',
  ): Promise<string>;
  /** Sends one GraphQL request over HTTP. Throws for a code in `userErrors` that the schema does not name. */
  request<Data, Variables>(
    token: string | null,
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Answer<Data>>;
  /** Like `request`, but throws on top-level errors and returns the data. */
  ask<Data, Variables>(
    token: string,
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data>;
  stop(): Promise<void>;
}

/** Overrides for one test. */
export interface TestAppOptions {
  /** Variables of the environment. */
  env?: Record<string, string>;
  options?: Partial<
    Pick<
      AppOptions,
      'clock' | 'resolve' | 'logger' | 'dashboardFolder' | 'explorerFolder' | 'limits'
    >
  >;
  /** Starts the node on this existing database, which is kept at the stop. */
  database?: Pick<TestDatabase, 'url'>;
}

/** Environment of every node on a test database. */
export function createTestEnv(databaseUrl: string): Record<string, string> {
  return {
    PORT: '0',
    DRAIN_SECONDS: '0',
    DATABASE_URL: databaseUrl,
    AUTH_JWT_SECRET: tokenSecret,
    SECRET_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    DELIVERY_ALLOW_NETWORKS: '127.0.0.0/8',
  };
}

/** No call is refused because the machine is busy with other tests. */
const patience = { lateAfterDelayMs: Infinity, lateAfterWaitMs: Infinity, waitMsMax: 60_000 };

/** Starts a node. Every host name resolves to 127.0.0.1, where the test receivers listen. */
export async function startTestApp({
  env = {},
  options = {},
  database,
}: TestAppOptions = {}): Promise<TestApp> {
  const own = database ? undefined : await createTestDatabase();
  const url = database?.url ?? own?.url ?? '';
  const config = loadConfig({ ...createTestEnv(url), ...env });
  const app = await startApp({
    config,
    keys: await loadKeys(config),
    databaseUrl: config.databaseUrl ?? url,
    logger: createLogger('silent'),
    resolve: () => Promise.resolve({ addresses: [{ address: '127.0.0.1', family: 4 }] }),
    ca: testAuthority,
    ...options,
    limits: { operations: patience, ...options.limits },
  });

  async function token(
    workspaceId: string,
    carried: readonly Scope[] = allScopes,
    lifetimeSeconds = 600,
  ) {
    return signToken(tokenSecret, { workspaceId, scopes: carried, lifetimeSeconds });
  }

  async function post(
    bearer: string | null,
    query: string,
    variables: unknown,
  ): Promise<Answer<unknown>> {
    const response = await fetch(app.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    const answer = (await response.json()) as Answer<unknown>;
    checkNamedCodes(query, answer.data);
    return answer;
  }

  return {
    app,
    databaseUrl: url,
    token,
    async createWorkspace(id, plan) {
      const upsert =
        'mutation ($input: UpsertWorkspaceInput!) { upsertWorkspace(input: $input) { userErrors { message } } }';
      const answer = await post(await token(id, ['platform']), upsert, {
        input: { id, name: id, plan },
      });
      if (answer.errors) throw new Error(answer.errors[0]?.message);
      return token(id);
    },
    async request<Data, Variables>(
      bearer: string | null,
      document: TypedDocumentNode<Data, Variables>,
      variables: Variables,
    ) {
      return (await post(bearer, print(document), variables)) as Answer<Data>;
    },
    async ask<Data, Variables>(
      bearer: string,
      document: TypedDocumentNode<Data, Variables>,
      variables: Variables,
    ) {
      const { data, errors } = (await post(bearer, print(document), variables)) as Answer<Data>;
      if (errors || !data)
        throw new Error(errors?.map((error) => error.message).join('; ') ?? 'no data');
      return data;
    },
    async stop() {
      await app.stop();
      await own?.drop();
    },
  };
}
