import type { ServerResponse } from 'node:http';
import { giveAnswer, type Answer, type ReceivedRequest } from './receiver.ts';
import { waitUntil } from './wait-until.ts';

/** Answers that a receiver does not give until it is told to. */
export interface HeldAnswers {
  /** For `receiver.answer`: a request that gets it is held. */
  answer: Answer;
  /** Resolves when so many requests are held, or as many as match. */
  waitFor(count: number, matches?: (request: ReceivedRequest) => boolean): Promise<void>;
  /** Answers what is held now and matches; everything without a condition. */
  release(answer: Answer, matches?: (request: ReceivedRequest) => boolean): void;
}

interface Held {
  request: ReceivedRequest;
  response: ServerResponse;
}

/** Makes held answers; nothing is held before a receiver gives them. */
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
