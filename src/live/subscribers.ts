import type { LiveMetrics } from './metrics.ts';
import { createUpdateQueue, type UpdateQueue } from './update-queue.ts';

export interface Subscriber<Interest, Message> {
  interest: Interest;
  queue: UpdateQueue<Message>;
  /** False until the subscriber got its first message, from a read that started after it subscribed. */
  isWelcomed: boolean;
  /** When it got its last message, by the process's clock. */
  toldAtMs: number;
}

/** The subscribers of one stream on this node. */
export interface Subscribers<Interest, Message> {
  add(interest: Interest): UpdateQueue<Message>;
  list(): Subscriber<Interest, Message>[];
  /** Gives messages to a subscriber, without waiting for it. */
  tell(subscriber: Subscriber<Interest, Message>, messages: readonly Message[]): void;
  /** Ends the subscriptions with these interests; without a condition, all. */
  end(isEnded?: (interest: Interest) => boolean): Promise<void>;
}

/** @param toGap returns the message that replaces all up to this one, for a subscriber that reads too slowly */
export function createSubscribers<Interest, Message extends { gap: boolean }>(
  toGap: (last: Message) => Message,
  metrics: Pick<LiveMetrics, 'noteGap'>,
): Subscribers<Interest, Message> {
  const subscribers = new Set<Subscriber<Interest, Message>>();
  return {
    add(interest) {
      const onEnd = () => subscribers.delete(subscriber);
      const queue = createUpdateQueue<Message>({ toGap, onEnd });
      const subscriber = { interest, queue, isWelcomed: false, toldAtMs: 0 };
      subscribers.add(subscriber);
      return queue;
    },
    list: () => [...subscribers],
    tell(subscriber, messages) {
      const [first] = messages;
      if (!first) return;
      const isFull = subscriber.queue.push(messages) === 'full';
      if (isFull || first.gap) metrics.noteGap();
      subscriber.isWelcomed = true;
      subscriber.toldAtMs = performance.now();
    },
    async end(isEnded = () => true) {
      for (const { interest, queue } of subscribers) if (isEnded(interest)) await queue.return();
    },
  };
}
