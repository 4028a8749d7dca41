import { useThrottledCallback } from '@mantine/hooks';
import { useState } from 'react';
import { serverNow } from '../session/server-clock.ts';
import { useWebhookUpdates } from '../webhook/use-webhook-updates.ts';
import { createNews } from './news.ts';

/** Milliseconds between two reads of the list, however much happens. */
const betweenMs = 2_000;

interface LiveListOptions {
  shownIds: ReadonlySet<string>;
  reloadList: () => void;
  reloadUsage: () => void;
}

/**
 * Keeps the list live. Rows on the page change in place. The page is loaded again when others are new or have another
 * status, and when changes may have been missed.
 */
export function useLiveList({ shownIds, reloadList, reloadUsage }: LiveListOptions): void {
  const [news] = useState(() => createNews(serverNow));
  const readList = useThrottledCallback(reloadList, betweenMs);
  const readUsage = useThrottledCallback(reloadUsage, betweenMs);
  useWebhookUpdates(null, (update) => {
    const { isStart, gap, webhook, deletedId } = update;
    const isNews = webhook !== null && news.isNews(webhook);
    const hasGone = deletedId !== null; // the cache has forgotten it, and loads what showed it
    if (isStart || gap || isNews || hasGone) readUsage();
    if (isStart || gap || (isNews && !shownIds.has(webhook.id))) readList();
  });
}
