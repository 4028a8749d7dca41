import type { EntityManager } from '../../db/index.ts';
import type { WorkTurns } from '../../kernel/index.ts';
import { renderMessage } from '../../messages/index.ts';
import {
  checkMessageSettings,
  WebhookFormat,
  type GivenMessageSettings,
  type MessageSettings,
} from '../../webhooks/index.ts';
import { trySettings, type TriedEvent } from './try-settings.ts';

export interface PreviewDependencies {
  /** The address of Stockaj's app; null for messages without links. */
  appUrl: string | null;
}

/** The link address and the turns that messages are made with. */
interface Rendering extends PreviewDependencies {
  /** A message takes up to 10 ms of the thread, so each waits for its turn. */
  turns: WorkTurns;
}

/** An event of the past, and what a webhook would send of it. */
export interface PreviewedEvent extends TriedEvent {
  /** Makes the body of the request; null if the webhook would not have got the event. */
  makeBody(): Promise<string | null>;
}

/**
 * Tries the settings of a webhook on the newest events of the workspace. Sends and stores nothing.
 *
 * @param count of events to try
 * @throws UserError as `checkMessageSettings`
 */
export async function previewWebhook(
  rendering: Rendering,
  em: EntityManager,
  workspaceId: string,
  given: GivenMessageSettings,
  count: number,
): Promise<PreviewedEvent[]> {
  const settings = checkMessageSettings(given);
  const tried = await trySettings(em, workspaceId, settings, count);
  return tried.map((it) => ({
    ...it,
    makeBody: async () => (it.isMatch ? makeBody(rendering, it.event, settings) : null),
  }));
}

async function makeBody(
  { appUrl, turns }: Rendering,
  event: TriedEvent['event'],
  { format, messageText }: MessageSettings,
): Promise<string> {
  if (format === WebhookFormat.JSON) return event.body;
  await turns.take(1);
  return renderMessage(format, event, { appUrl, text: messageText || null });
}
