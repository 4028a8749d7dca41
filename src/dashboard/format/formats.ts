import type { WebhookFormat } from '../api/graphql/graphql.ts';

/** A format whose requests are messages for people. */
export type ChatFormat = Exclude<WebhookFormat, 'JSON'>;

interface FormatWords {
  name: string;
  /** A sentence that says which requests the receiver gets. */
  sentence: string;
  /** A URL of this kind. */
  example: string;
}

/** The formats, in the order in which one chooses. */
export const formats: Readonly<Record<WebhookFormat, FormatWords>> = {
  JSON: {
    name: 'JSON',
    sentence: 'The event itself, signed, for a server of your own.',
    example: 'https://hooks.example.com/stockaj',
  },
  SLACK: {
    name: 'Slack',
    sentence: 'A message in a channel, by an incoming webhook of Slack.',
    example: 'https://hooks.slack.com/services/…',
  },
  DISCORD: {
    name: 'Discord',
    sentence: 'A message in a channel, by a webhook of that channel.',
    example: 'https://discord.com/api/webhooks/…',
  },
  TEAMS: {
    name: 'Microsoft Teams',
    sentence: 'A card in a channel or chat, by a workflow or an incoming webhook of Teams.',
    example: 'https://….webhook.office.com/…',
  },
  GOOGLE_CHAT: {
    name: 'Google Chat',
    sentence: 'A card in a space, by a webhook of that space.',
    example: 'https://chat.googleapis.com/v1/spaces/…',
  },
};

/** The names of the formats in the API, in the same order. */
export const formatNames = Object.keys(formats) as WebhookFormat[];

/** Whether the requests of a format are messages of a chat service. */
export function isChat(format: WebhookFormat): format is ChatFormat {
  return format !== 'JSON';
}

/** Returns the format that an error of the API says to set; null if it names none. */
export function readSuggestion(message: string): WebhookFormat | null {
  const name = /Set the format (\w+)/.exec(message)?.[1];
  return formatNames.find((format) => format === name) ?? null;
}
