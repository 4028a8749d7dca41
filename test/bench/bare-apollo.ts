import { createServer } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { createAuthenticator } from '../../src/workspaces/index.ts';
import { listenLocally } from './bare-reads.ts';

/** Apollo on express with its defaults and a schema of one field, behind the same check of tokens as the service. */
export async function startBareApollo(tokenSecret: string) {
  const authenticator = createAuthenticator({ secret: tokenSecret });
  const apollo = new ApolloServer({
    typeDefs: 'type Query { workspace: String }',
    nodeEnv: 'production',
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  const context = async ({ req }: { req: express.Request }) => {
    const claims = await authenticator.authenticate(req.headers.authorization);
    if (!claims) throw new Error('A token is needed.');
    return { claims };
  };
  const app = express().use('/graphql', express.json(), expressMiddleware(apollo, { context }));
  const server = createServer(app);
  const port = await listenLocally(server);
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await apollo.stop();
    },
  };
}
