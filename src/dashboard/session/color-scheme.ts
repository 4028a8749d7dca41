import {
  isMantineColorScheme,
  type MantineColorScheme,
  type MantineColorSchemeManager,
} from '@mantine/core';

const storageKey = 'stockaj-webhooks-theme';

/** Keeps light, dark or auto for the tab, and lets the page around this one choose. */
export function createColorScheme(): MantineColorSchemeManager {
  const listeners = new Set<(scheme: MantineColorScheme) => void>();
  return {
    get(defaultScheme) {
      const stored = sessionStorage.getItem(storageKey);
      return isMantineColorScheme(stored) ? stored : defaultScheme;
    },
    set(scheme) {
      if (sessionStorage.getItem(storageKey) === scheme) return; // the listener of Mantine sets it again
      sessionStorage.setItem(storageKey, scheme);
      for (const listener of listeners) listener(scheme);
    },
    subscribe: (listener) => void listeners.add(listener),
    unsubscribe: () => listeners.clear(),
    clear: () => sessionStorage.removeItem(storageKey),
  };
}
