import { createContext, Fragment, useContext, useEffect, type ReactNode } from 'react';
import { useQuery } from 'urql';
import type { ViewerQuery } from '../api/graphql/graphql.ts';
import { graphql } from '../api/graphql/index.ts';
import { useLastData } from '../api/use-last-data.ts';
import { ErrorCard } from '../components/error-card.tsx';
import { PageSkeleton, ViewerFailure } from './before-viewer.tsx';
import { askEveryMs } from './parent-page.ts';
import { serverNow } from './server-clock.ts';
import { useServices, useSessionState } from './services.ts';

const viewerDocument = graphql(/* GraphQL */ `
  query Viewer {
    viewer {
      scopes
      expiresAt
      workspace {
        id
        name
        plan
        webhookLimit
        deliveriesKeptDays
        eventsKeptDays
      }
    }
  }
`);

/** Milliseconds before the token ends when a new one is asked for. */
const askBeforeMs = 60_000;
/** The longest time that a timer of the browser can wait, in milliseconds. */
const timerMsMax = 2 ** 31 - 1;

type ViewerData = ViewerQuery['viewer'];

/** The workspace of the token, and what the token permits. */
export interface Viewer extends ViewerData {
  can(scope: string): boolean;
}

const ViewerContext = createContext<Viewer | null>(null);

/** @throws Error outside the provider */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('There is no viewer here.');
  return viewer;
}

/** Loads the viewer, and shows the page once it is known. The page stays if the viewer cannot be loaded for a next token. */
export function ViewerProvider({ children }: { children: ReactNode }) {
  const [result, reload] = useQuery({ query: viewerDocument });
  const { error } = result;
  const viewer = useLastData(result)?.viewer;
  const { token, refusal } = useSessionState();
  useEffect(() => reload(), [token, reload]);
  useTokenRenewal(viewer?.expiresAt);
  if (!viewer && error) return <ViewerFailure error={error} onRetry={() => reload()} />;
  if (!viewer) return refusal === null && <PageSkeleton />;
  return (
    <>
      {error && <ErrorCard error={error} onRetry={() => reload()} />}
      <ViewerPage viewer={viewer}>{children}</ViewerPage>
    </>
  );
}

/** Loads all screens again after a token with other rights has come. */
function ViewerPage({ viewer, children }: { viewer: ViewerData; children: ReactNode }) {
  const { scopes } = viewer;
  const can = (scope: string) => scopes.includes(scope);
  return (
    <ViewerContext value={{ ...viewer, can }}>
      <Fragment key={scopes.join(' ')}>{children}</Fragment>
    </ViewerContext>
  );
}

/** Asks the page around this one for a fresh token before the present one ends. */
function useTokenRenewal(expiresAt: string | undefined): void {
  const { parentPage } = useServices();
  useEffect(() => {
    if (expiresAt === undefined || !parentPage) return;
    const remainingMs = Date.parse(expiresAt) - serverNow() - askBeforeMs;
    const timer = setTimeout(
      () => parentPage.askForToken(),
      Math.max(askEveryMs, Math.min(remainingMs, timerMsMax)),
    );
    return () => clearTimeout(timer);
  }, [expiresAt, parentPage]);
}
