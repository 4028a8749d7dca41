import { GraphiQL } from 'graphiql';
import { createApiFetcher } from './api-fetcher.ts';
import { starterQueries } from './starter-queries.ts';
import { TokenField } from './token-field.tsx';
import { createTabToken } from './tab-token.ts';

const token = createTabToken();
const fetcher = createApiFetcher(token.get);
const tabs = [...starterQueries];

/** GraphiQL with a field for the token. Queries stay in this browser; the token and other headers only in this tab. */
export function Explorer() {
  return (
    <>
      <TokenField token={token} />
      <GraphiQL fetcher={fetcher} defaultTabs={tabs} shouldPersistHeaders={false}>
        <GraphiQL.Logo>Stockaj Webhooks</GraphiQL.Logo>
      </GraphiQL>
    </>
  );
}
