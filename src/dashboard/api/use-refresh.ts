import { useEffect, useEffectEvent } from 'react';

/**
 * Calls `refresh` again and again while the page is visible, and at once when it becomes visible after a longer time.
 *
 * @param everyMs null: it is not called
 */
export function useRefresh(refresh: () => void, everyMs: number | null): void {
  const call = useEffectEvent(refresh);
  useEffect(() => {
    if (everyMs === null) return;
    let lastMs = performance.now();
    const refreshIfDue = () => {
      if (document.hidden || performance.now() - lastMs < everyMs) return;
      lastMs = performance.now();
      call();
    };
    const timer = setInterval(refreshIfDue, Math.min(everyMs, 1_000));
    document.addEventListener('visibilitychange', refreshIfDue);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refreshIfDue);
    };
  }, [everyMs]);
}
