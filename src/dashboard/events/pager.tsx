import { Button, Group } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';

interface PagerProps {
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  /** The words of the two buttons. */
  labels: { previous: string; next: string };
  onPage: (page: { next: string | null; previous: string | null }) => void;
}

/** Goes to the page before and after. Nothing when all is on one page. */
export function Pager({ pageInfo, labels, onPage }: PagerProps) {
  const { hasNextPage, hasPreviousPage, startCursor, endCursor } = pageInfo;
  if (!hasNextPage && !hasPreviousPage) return null;
  return (
    <Group justify="space-between" mt="sm" component="nav" aria-label="Pages">
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconChevronLeft size={14} aria-hidden />}
        disabled={!hasPreviousPage}
        onClick={() => onPage({ next: null, previous: startCursor })}
      >
        {labels.previous}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        rightSection={<IconChevronRight size={14} aria-hidden />}
        disabled={!hasNextPage}
        onClick={() => onPage({ next: endCursor, previous: null })}
      >
        {labels.next}
      </Button>
    </Group>
  );
}
