/** Returns the noun of an event type or a family: `rent` of `rent.created` and of `rent.*`. */
export function nounOf(name: string): string {
  return name.split('.')[0] ?? name;
}

/** Returns the family of a noun, which has all its event types, also those that come later. */
export function familyOf(noun: string): string {
  return `${noun}.*`;
}

/** Whether what a webhook listens to includes an event type: by its name, by its family, or with all. */
export function isSelected(type: string, events: readonly string[]): boolean {
  return ['*', familyOf(nounOf(type)), type].some((name) => events.includes(name));
}
