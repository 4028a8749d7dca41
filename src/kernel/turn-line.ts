/** Waiting items of several owners, who take turns. The items of one owner keep their order. */
export interface TurnLine<Item> {
  add(owner: string, item: Item): void;
  /** Returns the next item and leaves it in the line. */
  peek(): Item | undefined;
  /** Removes and returns the next item. Its owner moves to the end once its turn is used up. */
  shift(): Item | undefined;
}

interface Owner<Item> {
  items: Item[];
  /** The sizes of the items that it has taken in its turn. */
  used: number;
}

/**
 * Creates an empty line. Owners without items are not kept.
 *
 * @param sizeOf the size of an item
 * @param turnSize an owner has a turn until it has taken this much, so that one with small items gets as much as one with
 *   large items; 0 for one item in a turn
 */
export function createTurnLine<Item>(
  sizeOf: (item: Item) => number,
  turnSize: number,
): TurnLine<Item> {
  const owners = new Map<string, Owner<Item>>(); // in the order of their turns

  return {
    add(name, item) {
      const owner = owners.get(name) ?? { items: [], used: 0 };
      owner.items.push(item);
      owners.set(name, owner);
    },
    peek() {
      const [next] = owners.values();
      return next?.items[0];
    },
    shift() {
      const [next] = owners;
      if (!next) return undefined;
      const [name, owner] = next;
      const item = owner.items.shift();
      if (item !== undefined) owner.used += sizeOf(item);
      const isLast = owner.items.length === 0;
      if (isLast || owner.used >= turnSize) owners.delete(name);
      if (!isLast && owner.used >= turnSize) owners.set(name, { ...owner, used: 0 });
      return item;
    },
  };
}
