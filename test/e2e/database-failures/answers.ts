import type { ServerResponse } from 'node:http';
import { waitUntil } from '../../kit/wait-until.ts';

/** How a receiver answers: every fifth request fails, so that the claim has something to do. */
export interface Answers {
  /** For the receiver. */
  give: (response: ServerResponse) => void;
  /** Keeps the answers back from now on; resolves when some wait, so that there will be something to record. */
  hold(): Promise<void>;
  /** Gives them. */
  release(): void;
}

/** The answers of one receiver. */
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
