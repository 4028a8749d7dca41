import { Stack } from '@mantine/core';
import { useRef, useState } from 'react';
import { ErrorCard } from '../components/error-card.tsx';
import { isFilterError } from './filters/filter-error.ts';
import { FilterBar } from './filters/filter-bar.tsx';
import { FilterNotes } from './filters/filter-notes.tsx';
import type { PagePlace } from '../components/page-place.ts';
import { useDeliveryLog } from './log/use-delivery-log.ts';
import { useLogAddress } from './log/use-log-address.ts';
import { LogTable } from './rows/log-table.tsx';
import { NewRows } from './rows/new-rows.tsx';
import { LogBar } from './log-bar.tsx';
import { LogPager } from './log-pager.tsx';

/** @param webhookId null for the log of the whole workspace */
export function DeliveryLogView({ webhookId }: { webhookId: string | null }) {
  const navigation = useLogAddress(webhookId);
  const [isPaused, setPaused] = useState(false);
  const log = useDeliveryLog(navigation.view, isPaused);
  const { page, error, reload } = log;
  const [showCount, setShowCount] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const filterError = error && isFilterError(error) ? error : null;

  function turn(place: PagePlace | null): void {
    navigation.goTo(place);
    focusTop(list.current);
  }

  function showNewest(): void {
    setShowCount((count) => count + 1);
    focusTop(list.current);
    const { isOldestFirst, place } = navigation.view;
    if (isOldestFirst || place === null) reload();
    else navigation.goTo(null);
  }

  return (
    <Stack gap="sm">
      <div>
        <FilterBar navigation={navigation} hasWebhooks={webhookId === null} />
        <FilterNotes navigation={navigation} error={filterError} webhookId={webhookId} />
      </div>
      <LogBar
        key={`${showCount} ${page?.rows.length === 0}`} // counted again when others are shown
        navigation={navigation}
        isRefused={filterError !== null}
        liveError={log.liveError}
        isPaused={isPaused}
        onPause={setPaused}
      />
      {error && !filterError && <ErrorCard error={error} onRetry={reload} />}
      {!filterError && (
        <LogTable
          ref={list}
          page={page}
          isLoading={log.isLoading}
          hasFailed={error !== null}
          {...{ webhookId, navigation }}
        >
          <NewRows count={page?.newIds.size ?? 0} onShow={showNewest} />
        </LogTable>
      )}
      {page && !filterError && (
        <LogPager page={page} view={navigation.view} isOutdated={log.isOfOtherView} onTurn={turn} />
      )}
    </Stack>
  );
}

/** Goes to the first row, also with the focus: the button that was pressed may be gone. */
function focusTop(list: HTMLElement | null): void {
  list?.focus({ preventScroll: true });
  list?.scrollIntoView({ block: 'start' });
}
