/** The token of this tab. */
export interface TabToken {
  /** Empty when there is none. */
  get: () => string;
  set(text: string): void;
}

const key = 'stockaj-explorer-token';

/**
 * Starts with the token of a link (`#token=…`), which is taken out of the address at once, or with the token that the
 * tab had before it was loaded again. A browser may refuse the storage; then the token is kept until the page is left.
 */
export function createTabToken(): TabToken {
  let current = takeFromAddress() ?? readStored();
  store(current);
  return {
    get: () => current,
    set(text) {
      current = text.trim().replace(/^Bearer +/i, '');
      store(current);
    },
  };
}

function takeFromAddress(): string | null {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (token !== null) window.history.replaceState(null, '', window.location.pathname);
  return token;
}

function readStored(): string {
  try {
    return window.sessionStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function store(text: string): void {
  try {
    window.sessionStorage.setItem(key, text);
  } catch {
    // The page works without it.
  }
}
