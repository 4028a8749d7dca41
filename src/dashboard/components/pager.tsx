import { Group } from '@mantine/core';
import { PageButtons } from './page-buttons.tsx';
import { hasOtherPages, type PageInfo, type PagePlace } from './page-place.ts';

interface PagerProps {
  pageInfo: PageInfo;
  /** The words of the two buttons. */
  labels?: { previous: string; next: string };
  onTurn: (place: PagePlace) => void;
}

/** Goes to the page before and after. Nothing when all is on one page. */
export function Pager(props: PagerProps) {
  if (!hasOtherPages(props.pageInfo)) return null;
  return (
    <Group component="nav" aria-label="Pages" justify="flex-end" gap="xs" mt="sm">
      <PageButtons {...props} />
    </Group>
  );
}
