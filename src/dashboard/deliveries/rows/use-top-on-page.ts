import { useLayoutEffect, useState } from 'react';

/** Returns the distance of an element from the top of the page, in pixels, also after what is above it has changed. */
export function useTopOnPage(element: HTMLElement | null): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (!element) return;
    const measure = () => setTop(Math.round(element.getBoundingClientRect().top + window.scrollY));
    measure();
    const observer = new ResizeObserver(measure); // what grows above it makes the page longer
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return top;
}
