import { toVisibleLine, truncateText } from '../../kernel/index.ts';
import { isEventTypeName, type EventTypeName } from '../event-types.ts';
import { itemNotices } from './item-notices.ts';
import type { Notice, NoticeText } from './notice.ts';
import { rentNotices } from './rent-notices.ts';
import { renterNotices } from './renter-notices.ts';

const notices: Readonly<Record<EventTypeName, (data: unknown) => NoticeText>> = {
  ...rentNotices,
  ...itemNotices,
  ...renterNotices,
};

/**
 * Describes an event in words. Never throws: what is missing in the data is left out, and an event of an unknown
 * type gets a notice without facts.
 *
 * @param data `data` of the event's body
 * @param appUrl the address of Stockaj's app, at most 200 characters; null if there is none to link to
 */
export function describeEvent(type: string, data: unknown, appUrl: string | null): Notice {
  const { path, ...notice } = isEventTypeName(type) ? notices[type](data) : describeUnknown(type);
  const link = appUrl === null || path === null ? null : `${appUrl.replace(/\/+$/, '')}/${path}`;
  return { ...notice, link };
}

function describeUnknown(type: string): NoticeText {
  const name = truncateText(toVisibleLine(type), 100);
  const sentence = name === '' ? 'An event happened.' : `An event of the type ${name} happened.`;
  return { title: 'Event', sentence, facts: [], tone: 'NEUTRAL', path: null };
}
