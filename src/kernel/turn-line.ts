/** Waiting items of several owners, who take turns. The items of one owner keep their order. */
export interface TurnLine<Item> {
  add(owner: string, item: Item): void;
  /** Returns the next item and leaves it in the line. */
  peek(): Item | undefined;
  /** Removes and returns the next item; its owner moves to the end. */
  shift(): Item | undefined;
}

/** Creates an empty line. Owners without items are not kept. */
export function createTurnLine<Item>(): TurnLine<Item> {
  const owners = new Map<string, Item[]>(); // in the order of their turns

  return {
    add(owner, item) {
      const own = owners.get(owner);
      if (own) own.push(item);
      else owners.set(owner, [item]);
    },
    peek() {
      const [next] = owners.values();
      return next?.[0];
    },
    shift() {
      const [next] = owners;
      if (!next) return undefined;
      const [owner, own] = next;
      const item = own.shift();
      owners.delete(owner);
      if (own.length > 0) owners.set(owner, own);
      return item;
    },
  };
}
