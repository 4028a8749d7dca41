import { Anchor, Button, Group, Text } from '@mantine/core';
import { PageButtons } from '../components/page-buttons.tsx';
import { hasOtherPages, type PagePlace } from '../components/page-place.ts';
import { describeTime } from '../words/times.ts';
import type { LogPage } from './log/log-page.ts';
import type { LogView } from './log/log-view.ts';

interface LogPagerProps {
  page: LogPage;
  view: LogView;
  /** Whether the page is of another view: then its cursors lead to the wrong pages. */
  isOutdated: boolean;
  onTurn: (place: PagePlace | null) => void;
}

/** Ways to the pages before and after, and how far the search for this page has come. */
export function LogPager({ page, view, isOutdated, onTurn }: LogPagerProps) {
  const { pageInfo, searchedUntil } = page;
  const { endCursor, hasNextPage } = pageInfo;
  const isOnlyPage = !hasOtherPages(pageInfo) && view.place === null;
  if (isOnlyPage && searchedUntil === null) return null;
  const labels = { previous: 'Newer', next: 'Older' };
  return (
    <Group component="nav" aria-label="Pages" justify="space-between" gap="xs">
      <Text size="sm" c="dimmed">
        {searchedUntil !== null && (
          <>
            Searched until {describeTime(searchedUntil)}.{' '}
            {hasNextPage && endCursor !== null && !isOutdated && (
              <Anchor
                component="button"
                type="button"
                size="sm"
                onClick={() => onTurn({ side: 'after', cursor: endCursor })}
              >
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
        <PageButtons
          {...{ pageInfo, isOutdated, onTurn }}
          labels={view.isOldestFirst ? { previous: labels.next, next: labels.previous } : labels}
        />
      </Group>
    </Group>
  );
}
