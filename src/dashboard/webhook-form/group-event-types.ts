import { nounOf } from '../words/selected-events.ts';

/** Event types of one noun, such as `rent`. */
export interface EventTypeGroup<Type> {
  noun: string;
  types: Type[];
}

/** Groups event types by their noun, `rent` of `rent.created`, and keeps their order. */
export function groupEventTypes<Type extends { name: string }>(
  types: readonly Type[],
): EventTypeGroup<Type>[] {
  const groups = new Map<string, Type[]>();
  for (const type of types) {
    const noun = nounOf(type.name);
    groups.set(noun, [...(groups.get(noun) ?? []), type]);
  }
  return [...groups].map(([noun, grouped]) => ({ noun, types: grouped }));
}
