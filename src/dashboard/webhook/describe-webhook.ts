import { familyOf, nounOf } from '../words/selected-events.ts';
import { toWords } from '../words/to-words.ts';
import type { WebhookFacts } from './webhook-facts.ts';

/** The most event types that are written one by one. */
const namedMax = 2;

/** Says what a webhook listens to: all events, all of a noun, a few names, or how many of each noun. */
export function describeEvents(events: readonly string[]): string {
  if (events.includes('*')) return 'All events';
  const isWhole = (event: string) => event === familyOf(nounOf(event));
  const nouns = events.filter(isWhole).map(nounOf);
  const whole = nouns.length === 0 ? [] : [`All ${new Intl.ListFormat('en').format(nouns)} events`];
  return [...whole, ...describeNames(events.filter((event) => !isWhole(event)))].join(', ');
}

function describeNames(names: readonly string[]): readonly string[] {
  if (names.length <= namedMax) return names;
  const counts = new Map<string, number>();
  for (const noun of names.map(nounOf)) counts.set(noun, (counts.get(noun) ?? 0) + 1);
  return [...counts].map(([noun, count]) => `${count} ${noun} ${count === 1 ? 'event' : 'events'}`);
}

type State = Pick<WebhookFacts, 'status' | 'health'>;

/** Whether an active webhook fails at present. */
export function isFailing({ status, health }: State): boolean {
  return status === 'ACTIVE' && health?.failingSince != null;
}

/** Says in a word how a webhook is. */
export function describeState(webhook: State): string {
  return isFailing(webhook) ? 'Failing' : toWords(webhook.status);
}

/** The way to bring a webhook back: an action, or room in the plan. */
export type Fix = 'resume' | 'enable' | 'room';

/** Decides what brings a webhook back. Null when nothing keeps it from receiving events. */
export function decideFix({ status }: Pick<WebhookFacts, 'status'>): Fix | null {
  if (status === 'SUSPENDED') return 'room';
  if (status === 'DISABLED') return 'enable';
  return status === 'PAUSED' ? 'resume' : null;
}
