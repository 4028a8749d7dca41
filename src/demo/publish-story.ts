import { setTimeout as delay } from 'node:timers/promises';
import type { GraphClient } from './graph-client.ts';
import { tellStory } from './story/tell-story.ts';

const publishEvents = `mutation ($input: PublishEventsInput!) {
  publishEvents(input: $input) { userErrors { message } }
}`;

/**
 * Publishes the story, one step after another, as another backend of Stockaj would. Goes on until the
 * signal is aborted, which makes it reject; the call under way is waited for.
 *
 * @throws Error when an event is refused.
 */
export async function publishStory(
  client: GraphClient,
  pauseMs: number,
  signal: AbortSignal,
): Promise<never> {
  for (const events of tellStory()) {
    signal.throwIfAborted();
    await client.ask('publishEvents', publishEvents, { input: { events } });
    await delay(pauseMs, undefined, { signal });
  }
  throw new Error('The story has ended.');
}
