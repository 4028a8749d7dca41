import {
  isMantineColorScheme,
  type MantineColorScheme,
  type MantineColorSchemeManager,
} from '@mantine/core';
import { tabStorage } from './tab-storage.ts';

const storageKey = 'stockaj-webhooks-theme';

/** Keeps light, dark or auto for the tab, and lets the page around this one choose. */
export function createColorScheme(): MantineColorSchemeManager {
  const listeners = new Set<(scheme: MantineColorScheme) => void>();
  return {
    get(defaultScheme) {
      const stored = tabStorage.get(storageKey);
      return isMantineColorScheme(stored) ? stored : defaultScheme;
    },
    set(scheme) {
      if (tabStorage.get(storageKey) === scheme) return; // the listener of Mantine sets it again
      tabStorage.set(storageKey, scheme);
      for (const listener of listeners) listener(scheme);
    },
    subscribe: (listener) => void listeners.add(listener),
    unsubscribe: () => listeners.clear(),
    clear: () => tabStorage.set(storageKey, ''),
  };
}
