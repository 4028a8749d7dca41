import type { DeliveryInterest } from './delivery-interest.ts';
import type { DeliveryMessages } from './delivery-messages.ts';
import type { TextSearch } from './find-texts.ts';
import type { LiveUpdate } from './live-update.ts';
import type { Position } from './position.ts';
import type { Continued } from './read-batch.ts';
import type { Subscriber } from './subscribers.ts';

/** The deliveries that a subscriber follows, and since when. */
export interface DeliverySubscription {
  interest: DeliveryInterest;
  /** Continues after this position; null to start at the present. */
  after: Position | null;
}

type DeliverySubscriber = Subscriber<DeliverySubscription, LiveUpdate>;

/** A subscriber that gets no update for this long gets a fresh cursor, or it could not continue from its old one. */
const quietMsMax = 30_000;
/** Workspaces whose missed changes are read at once; subscribers of others wait for the next read. */
const workspacesMax = 20;

/** Chooses the subscriptions whose missed changes are read now. */
export function chooseContinued(subscribers: readonly DeliverySubscriber[]): Set<Continued> {
  const all = subscribers.flatMap(({ isWelcomed, interest: subscription }) =>
    !isWelcomed && isContinued(subscription) ? subscription : [],
  );
  const workspaceIds = new Set(all.map(({ interest }) => interest.workspaceId));
  const chosen = new Set([...workspaceIds].slice(0, workspacesMax));
  return new Set(all.filter(({ interest }) => chosen.has(interest.workspaceId)));
}

function isContinued(subscription: DeliverySubscription): subscription is Continued {
  return subscription.after !== null;
}

/** Returns the messages of one read for a subscriber; null when it has to wait for the next read. */
export function listMessages(
  { interest: subscription, isWelcomed, toldAtMs }: DeliverySubscriber,
  continued: ReadonlySet<Continued>,
  messages: DeliveryMessages,
): readonly LiveUpdate[] | null {
  const { workspaceId } = subscription.interest;
  if (!isWelcomed) {
    if (!isContinued(subscription)) return [messages.startOf(workspaceId)];
    return continued.has(subscription) ? messages.listMissed(subscription) : null;
  }
  const updates = messages.listFor(subscription.interest);
  const isQuiet = performance.now() - toldAtMs > quietMsMax;
  return updates.length === 0 && isQuiet ? [messages.movedOf(workspaceId)] : updates;
}

/** Lists the texts that subscribers look for, each once. */
export function listSearches(subscribers: readonly DeliverySubscriber[]): TextSearch[] {
  const searches = subscribers.flatMap(({ interest: { interest } }) => {
    const { workspaceId, criteria } = interest;
    return criteria.text === null ? [] : { workspaceId, text: criteria.text };
  });
  return [...new Map(searches.map((one) => [JSON.stringify(one), one])).values()];
}
