import { useThrottledCallback } from '@mantine/hooks';
import { useState } from 'react';
import { describeState } from '../webhook/describe-webhook.ts';
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
 * Keeps the list live. Rows on the page change in place. The page is loaded again when a webhook that is not on it has
 * changed, and when changes may have been missed.
 *
 * @returns the last change in words, for those who do not see it; empty at first
 */
export function useLiveList({ shownIds, reloadList, reloadUsage }: LiveListOptions): string {
  const [news] = useState(() => createNews(serverNow));
  const [lastChange, setLastChange] = useState('');
  const readList = useThrottledCallback(reloadList, betweenMs);
  const readUsage = useThrottledCallback(reloadUsage, betweenMs);
  useWebhookUpdates(null, (update) => {
    const { isStart, gap, webhook, deletedId } = update;
    const isNews = webhook !== null && news.isNews(webhook);
    const hasGone = deletedId !== null; // the cache has forgotten it, and loads what showed it
    if (isNews) setLastChange(`${webhook.name}: ${describeState(webhook)}`);
    if (hasGone) setLastChange('A webhook was deleted');
    if (isStart || gap || isNews || hasGone) readUsage();
    if (isStart || gap || (isNews && !shownIds.has(webhook.id))) readList();
  });
  return lastChange;
}
