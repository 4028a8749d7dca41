import type { Config } from '../config/config.ts';
import type { Database } from '../db/index.ts';
import type { GraphqlServerOptions } from '../graphql/index.ts';
import type { Clock, ErrorLog } from '../kernel/index.ts';
import type { Keys } from '../config/keys.ts';
import { createReadiness } from './readiness.ts';
import { createAuthenticator } from '../workspaces/index.ts';

interface TokenCheckParts {
  config: Config;
  keys: Keys;
  database: Database;
  clock: Clock;
  errorLog: ErrorLog;
}

/** Makes the check of tokens and the readiness of a node. With the API, a ready node can check tokens. */
export function createTokenCheck({
  config,
  keys,
  database,
  clock,
  errorLog,
}: TokenCheckParts): Pick<GraphqlServerOptions, 'authenticator' | 'isReady'> {
  const lifetimeDaysMax = config.tokenLifetimeDaysMax;
  const authenticator = createAuthenticator(keys.tokenKey, { errorLog, lifetimeDaysMax });
  const explainAbsence = config.roles.has('api') ? authenticator.explainAbsence : async () => null;
  const isReady = createReadiness({ database, clock, errorLog, explainAbsence });
  return { authenticator, isReady };
}
