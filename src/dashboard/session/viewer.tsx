import { createContext, Fragment, useContext, useEffect, useState, type ReactNode } from 'react';
import { useQuery } from 'urql';
import type { ViewerQuery } from '../api/graphql/graphql.ts';
import { graphql } from '../api/graphql/index.ts';
import { PageSkeleton, ViewerFailure } from './before-viewer.tsx';
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
/** Milliseconds between two such requests at least, also for tokens that end within a minute. */
const askEveryMs = 5_000;
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

/** Loads the viewer, and shows the page once it is known. */
export function ViewerProvider({ children }: { children: ReactNode }) {
  const [{ data, error }, reload] = useQuery({ query: viewerDocument });
  const { token, refusal } = useSessionState();
  useEffect(() => reload(), [token, reload]);
  useTokenRenewal(data?.viewer.expiresAt);
  if (!data && error) return <ViewerFailure error={error} onRetry={() => reload()} />;
  if (!data) return refusal === null && <PageSkeleton />;
  return <ViewerPage viewer={data.viewer}>{children}</ViewerPage>;
}

/** Starts all screens anew when a token with other rights comes, and the whole page for another workspace. */
function ViewerPage({ viewer, children }: { viewer: ViewerData; children: ReactNode }) {
  const { scopes, workspace } = viewer;
  const [firstId] = useState(workspace.id);
  useEffect(() => {
    if (workspace.id !== firstId) window.location.reload(); // nothing of one is shown for the other
  }, [workspace.id, firstId]);
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
