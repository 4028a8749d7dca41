import type { GraphClient } from '../graph-client.ts';
import type { OtherReceivers } from '../other-receivers.ts';

/** The input of `createWebhook`; `url` is a path of the other receivers. */
const webhooks = [
  {
    name: 'Accounting',
    description: 'Books every rent. Its server fails now and then.',
    url: '/accounting',
    events: ['rent.created', 'rent.updated', 'rent.status_changed', 'rent.deleted'],
  },
  {
    name: 'Rent planner',
    description: 'Slow, and sometimes slower than its timeout.',
    url: '/planner',
    events: ['rent.status_changed', 'item.updated'],
    timeoutSeconds: 2,
  },
  {
    name: 'Warehouse screen',
    description: 'Closed for maintenance: every delivery fails.',
    url: '/warehouse',
    events: ['item.low_stock', 'item.created', 'item.deleted'],
  },
  {
    name: 'Newsletter',
    description: 'Paused: its deliveries wait until it is resumed.',
    url: '/newsletter',
    events: ['renter.created'],
    isPaused: true,
  },
  {
    name: 'Notify Slack on new rentals',
    description: 'A channel of a chat service: it gets messages for people.',
    url: '/slack',
    format: 'SLACK',
    events: ['rent.created'],
  },
  {
    name: 'Cancelled rents in Discord',
    description: 'Has a filter and a text of its own.',
    url: '/discord',
    format: 'DISCORD',
    events: ['rent.status_changed'],
    filter: { path: 'data.rent.status', eq: 'CANCELLED' },
    messageText:
      'Rent {{data.rent.id}} was cancelled. It would have begun {{data.rent.startsAt | date}}.',
  },
];

/** Creates webhooks of other receivers: slow, failing, paused, and for chat services. */
export async function addOtherWebhooks(
  client: GraphClient,
  { url, chatUrl }: Pick<OtherReceivers, 'url' | 'chatUrl'>,
): Promise<void> {
  for (const webhook of webhooks) {
    const base = webhook.format === undefined ? url : chatUrl;
    await client.mutate('createWebhook', { ...webhook, url: `${base}${webhook.url}` });
  }
}
