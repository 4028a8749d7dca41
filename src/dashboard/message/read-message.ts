import type { ChatFormat } from '../format/formats.ts';
import type { MessageParts } from './message-parts.ts';
import { readDiscord } from './read-discord.ts';
import { readGoogleChat } from './read-google-chat.ts';
import { readSlack } from './read-slack.ts';
import { readTeams } from './read-teams.ts';

const readers: Readonly<Record<ChatFormat, (body: object) => MessageParts>> = {
  SLACK: readSlack,
  DISCORD: readDiscord,
  TEAMS: readTeams,
  GOOGLE_CHAT: readGoogleChat,
};

/** Reads the body of a request to a chat service. Null if it cannot be read. */
export function readMessage(format: ChatFormat, body: string): MessageParts | null {
  try {
    return readers[format](JSON.parse(body) as object);
  } catch {
    return null;
  }
}
