/** Marks the part of the page in which the focus stays when what had it has gone. Its first link gets the focus. */
export const focusHome = { 'data-focus-home': '' };

/**
 * Remembers what opened a dialog, and where that is. @returns what puts the focus back: to it, to the first link or
 * button of its part of the page when it has gone, and to the content of the page when that has gone too
 */
export function createReturn(opener: HTMLElement | null): () => void {
  const home = opener?.closest('[data-focus-home]');
  return () => {
    const places = [opener, home?.querySelector<HTMLElement>('a, button'), findMain()];
    places.find((place) => place?.isConnected)?.focus();
  };
}

function findMain(): HTMLElement | null {
  return document.getElementById('main');
}
