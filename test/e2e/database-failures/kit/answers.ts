import type { ServerResponse } from 'node:http';
import { waitUntil } from '../../../kit/wait-until.ts';

/** A receiver's responses: every fifth request fails, so there are retries to claim. */
export interface Answers {
  /** Pass this to the receiver. */
  give: (response: ServerResponse) => void;
  /** Holds responses from now on; resolves when some are held, so there will be results to record. */
  hold(): Promise<void>;
  /** Releases the held responses. */
  release(): void;
}

/** Creates the responses of one receiver. */
export function createAnswers(): Answers {
  let count = 0;
  let held: ServerResponse[] | undefined;

  function send(response: ServerResponse): void {
    count += 1;
    response.writeHead(count % 5 === 0 ? 503 : 200).end();
  }

  return {
    give(response) {
      if (held) held.push(response);
      else send(response);
    },
    async hold() {
      const waiting: ServerResponse[] = [];
      held = waiting;
      await waitUntil('requests are in flight', () => waiting.length > 0);
    },
    release() {
      held?.forEach(send);
      held = undefined;
    },
  };
}
