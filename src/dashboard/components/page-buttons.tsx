import { Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { PageInfo, PagePlace } from './page-place.ts';

interface PageButtonsProps {
  pageInfo: PageInfo;
  /** The words of the two buttons. */
  labels?: { previous: string; next: string };
  /** Whether another page is on its way: then the cursors lead to the wrong pages. */
  isOutdated?: boolean;
  onTurn: (place: PagePlace) => void;
}

/** The buttons for the page before and the page after. */
export function PageButtons({
  pageInfo: { hasNextPage, hasPreviousPage, startCursor, endCursor },
  labels = { previous: 'Newer', next: 'Older' },
  isOutdated = false,
  onTurn,
}: PageButtonsProps) {
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconChevronLeft size={14} aria-hidden />}
        disabled={isOutdated || !hasPreviousPage}
        onClick={() => startCursor !== null && onTurn({ side: 'before', cursor: startCursor })}
      >
        {labels.previous}
      </Button>
      <Button
        size="xs"
        variant="default"
        rightSection={<IconChevronRight size={14} aria-hidden />}
        disabled={isOutdated || !hasNextPage}
        onClick={() => endCursor !== null && onTurn({ side: 'after', cursor: endCursor })}
      >
        {labels.next}
      </Button>
    </>
  );
}
