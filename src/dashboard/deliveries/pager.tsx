import { Anchor, Button, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { describeTime } from '../components/relative-time.tsx';
import type { LogPage } from './log/log-page.ts';
import type { LogPlace, LogView } from './log/log-view.ts';

interface PagerProps {
  page: LogPage;
  view: LogView;
  /** Whether the page is of another view: then its cursors lead to the wrong pages. */
  isOutdated: boolean;
  onTurn: (place: LogPlace | null) => void;
}

/** Ways to the pages before and after, and how far the search for this page has come. */
export function Pager({ page, view, isOutdated, onTurn }: PagerProps) {
  const { pageInfo, searchedUntil } = page;
  const isOnlyPage = !pageInfo.hasNextPage && !pageInfo.hasPreviousPage && view.place === null;
  if (isOnlyPage && searchedUntil === null) return null;
  const next = () => pageInfo.endCursor && onTurn({ side: 'after', cursor: pageInfo.endCursor });
  const previous = () =>
    pageInfo.startCursor && onTurn({ side: 'before', cursor: pageInfo.startCursor });
  return (
    <Group component="nav" aria-label="Pages" justify="space-between" gap="xs">
      <Text size="sm" c="dimmed">
        {searchedUntil !== null && (
          <>
            Searched until {describeTime(searchedUntil)}.{' '}
            {pageInfo.hasNextPage && !isOutdated && (
              <Anchor component="button" type="button" size="sm" onClick={next}>
                Search further
              </Anchor>
            )}
          </>
        )}
      </Text>
      <Group gap="xs">
        {view.place !== null && (
          <Button size="xs" variant="subtle" onClick={() => onTurn(null)}>
            First page
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconChevronLeft size={14} aria-hidden />}
          disabled={isOutdated || !pageInfo.hasPreviousPage}
          onClick={previous}
        >
          {view.isOldestFirst ? 'Older' : 'Newer'}
        </Button>
        <Button
          size="xs"
          variant="default"
          rightSection={<IconChevronRight size={14} aria-hidden />}
          disabled={isOutdated || !pageInfo.hasNextPage}
          onClick={next}
        >
          {view.isOldestFirst ? 'Newer' : 'Older'}
        </Button>
      </Group>
    </Group>
  );
}
