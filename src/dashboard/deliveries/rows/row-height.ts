import { useMediaQuery } from '@mantine/hooks';

/** The heights of a row in rem, as in log.module.css. All rows are of one height, so that a change never moves others. */
const heights = { wide: 2.75, narrow: 4.25 };

/** Returns the height of a row in pixels. */
export function useRowHeight(): number {
  const isNarrow = useMediaQuery('(max-width: 62em)', undefined, {
    getInitialValueInEffect: false,
  });
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return (isNarrow ? heights.narrow : heights.wide) * rem;
}
