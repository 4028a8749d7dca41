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
  setToken(token: string): void;
  /** Notes that the service refuses this token. A newer token is not affected. */
  refuse(token: string | null, reason: string): void;
  /** Resolves to the present token, or to the next one while there is none that the service accepts. */
  nextToken(): Promise<string>;
}

const storageKey = 'stockaj-webhooks-token';

/** Creates the session with the token of the link, or with that of the tab before it was loaded again. */
export function createSession(tokenOfLink: string | null): Session {
  if (tokenOfLink) tabStorage.set(storageKey, tokenOfLink);
  let state: SessionState = { token: tabStorage.get(storageKey), refusal: null };
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
    setToken(token) {
      tabStorage.set(storageKey, token);
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
