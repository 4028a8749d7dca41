import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** Gives the focus to the content when the element that had it has gone with the screen before. */
export function useFocusOfScreens(): void {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    if (document.activeElement !== document.body) return;
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [pathname]);
}
