const listeners = new Set<() => void>();

// One timer for all times of the page.
setInterval(() => {
  for (const listener of [...listeners]) listener();
}, 1_000);

/** Calls the listener each second, until the returned function is called. */
export function onTick(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
