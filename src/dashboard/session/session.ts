import { readWorkspace } from './read-workspace.ts';
import { tabStorage } from './tab-storage.ts';

/** The access of this tab: the token, and whether the service still accepts it. */
export interface SessionState {
  token: string | null;
  /** Set once the service has refused the token; null while it is accepted. */
  refusal: string | null;
}

/** Holds the token of the tab. */
export interface Session {
  getState(): SessionState;
  subscribe(listener: () => void): () => void;
  /**
   * Uses this token from now on. If it is of another workspace, the page is loaded again. A token of a link is kept for
   * the tab. A token of the page around this one is not kept: another person may have logged in there meanwhile, so that
   * page is asked each time.
   */
  setToken(token: string, source: 'link' | 'parent'): void;
  /** Notes that the service refuses this token. A newer token is not affected. */
  refuse(token: string | null, reason: string): void;
  /** Resolves to the present token, or to the next one while there is none that the service accepts. */
  nextToken(): Promise<string>;
}

const storageKey = 'stockaj-webhooks-token';

/** Creates the session with the token of the link, or with that of the tab before it was loaded again. */
export function createSession(tokenOfLink: string | null): Session {
  if (tokenOfLink) tabStorage.set(storageKey, tokenOfLink);
  let state: SessionState = { token: tabStorage.get(storageKey) || null, refusal: null };
  let workspace = state.token && readWorkspace(state.token);
  const listeners = new Set<() => void>();

  function change(next: SessionState): void {
    state = next;
    for (const listener of [...listeners]) listener();
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    getState: () => state,
    subscribe,
    setToken(token, source) {
      tabStorage.set(storageKey, source === 'link' ? token : '');
      const next = readWorkspace(token) ?? workspace;
      if (workspace !== null && next !== workspace) {
        beginAnew();
        return;
      }
      workspace = next;
      change({ token, refusal: null });
    },
    refuse(token, refusal) {
      if (token === state.token && state.refusal === null) change({ token, refusal });
    },
    async nextToken() {
      if (state.token !== null && state.refusal === null) return state.token;
      return new Promise((resolve) => {
        const stop = subscribe(() => {
          if (state.token === null || state.refusal !== null) return;
          stop();
          resolve(state.token);
        });
      });
    },
  };
}

/** Loads the page again: nothing that was loaded, typed or waits to be sent for one workspace may reach another. */
function beginAnew(): void {
  window.history.replaceState(null, ''); // the signature lab has a delivery there
  window.location.reload();
}
