import type { ServerResponse } from 'node:http';
import { giveAnswer, type Answer, type ReceivedRequest } from './receiver.ts';
import { waitUntil } from './wait-until.ts';

/** Responses held back until released. */
export interface HeldAnswers {
  /** Pass this to `receiver.answer` to hold its requests. */
  answer: Answer;
  /** Resolves when this many (matching) requests are held. */
  waitFor(count: number, matches?: (request: ReceivedRequest) => boolean): Promise<void>;
  /** Answers the held requests that match; all of them without a condition. */
  release(answer: Answer, matches?: (request: ReceivedRequest) => boolean): void;
}

interface Held {
  request: ReceivedRequest;
  response: ServerResponse;
}

/** Creates held answers; requests are held once a receiver uses `answer`. */
export function holdAnswers(): HeldAnswers {
  let held: Held[] = [];
  const everything = () => true;
  return {
    answer: (response, request) => held.push({ request, response }),
    waitFor: (count, matches = everything) =>
      waitUntil(
        `${count} requests are held`,
        () => held.filter(({ request }) => matches(request)).length >= count,
      ),
    release(answer, matches = everything) {
      const released = held.filter(({ request }) => matches(request));
      held = held.filter((each) => !released.includes(each));
      for (const { request, response } of released) giveAnswer(answer, response, request);
    },
  };
}
