/** The body of a webhook's requests: the event itself, or a message that a chat service posts. */
export const WebhookFormat = {
  JSON: 'JSON',
  SLACK: 'SLACK',
  DISCORD: 'DISCORD',
  TEAMS: 'TEAMS',
  GOOGLE_CHAT: 'GOOGLE_CHAT',
} as const;
export type WebhookFormat = (typeof WebhookFormat)[keyof typeof WebhookFormat];
