/** A chat service whose own kind of request a webhook sends. */
export const ChatFormat = {
  SLACK: 'SLACK',
  DISCORD: 'DISCORD',
  TEAMS: 'TEAMS',
  GOOGLE_CHAT: 'GOOGLE_CHAT',
} as const;
export type ChatFormat = (typeof ChatFormat)[keyof typeof ChatFormat];
