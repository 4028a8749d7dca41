/** Texts that are kept until the tab is closed, also when the page is loaded again. */
export interface TabStorage {
  get(key: string): string | null;
  set(key: string, text: string): void;
}

/**
 * Uses the session storage of the browser. A browser that keeps pages of other sites in frames apart may refuse it; then
 * the texts are kept until the page is left.
 */
export const tabStorage: TabStorage = openStorage();

function openStorage(): TabStorage {
  try {
    const { sessionStorage } = window;
    return {
      get: (key) => sessionStorage.getItem(key),
      set: (key, text) => sessionStorage.setItem(key, text),
    };
  } catch {
    const texts = new Map<string, string>();
    return { get: (key) => texts.get(key) ?? null, set: (key, text) => void texts.set(key, text) };
  }
}
