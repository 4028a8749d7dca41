import { ChatFormat } from '../chat-format.ts';
import type { ChatRenderer } from './chat-renderer.ts';
import { discordRenderer } from './discord.ts';
import { googleChatRenderer } from './google-chat.ts';
import { slackRenderer } from './slack.ts';
import { teamsRenderer } from './teams.ts';

/** The renderer of each format. */
export const renderers: Readonly<Record<ChatFormat, ChatRenderer>> = {
  [ChatFormat.SLACK]: slackRenderer,
  [ChatFormat.DISCORD]: discordRenderer,
  [ChatFormat.TEAMS]: teamsRenderer,
  [ChatFormat.GOOGLE_CHAT]: googleChatRenderer,
};
