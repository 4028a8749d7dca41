import { isSelected } from '../words/selected-events.ts';

/** Names of event types under a heading. */
export interface EventTypeGroup {
  group: string;
  items: string[];
}

/** Lists the event types to choose from: first those that the webhook listens to. */
export function orderEventTypes(
  names: readonly string[],
  wanted: readonly string[],
): EventTypeGroup[] {
  const isWanted = (name: string) => isSelected(name, wanted);
  const groups = [
    { group: 'The webhook listens to', items: names.filter(isWanted) },
    { group: 'Others', items: names.filter((name) => !isWanted(name)) },
  ];
  return groups.filter(({ items }) => items.length > 0);
}
