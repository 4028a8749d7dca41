import { encodeId, IdPrefix } from '../../../src/kernel/index.ts';

/** Which objects the places of steps stand for: `item 0` is the newest item, `item 1` the one before. */
export interface Places {
  /** A place that nobody has taken leads nowhere. */
  find(place: string): string;
  /** Gives an object the first place of its kind. */
  add(id: string): void;
  /** Gives a deleted object the last place: it is still asked for now and then. */
  retire(id: string): void;
}

/** @param ids those that hold the last places */
export function createPlaces(ids: readonly string[]): Places {
  const known = [...ids];
  return {
    find(place) {
      const [noun = '', number] = place.split(' ');
      const prefix = IdPrefix[noun as 'item' | 'renter' | 'rent'];
      const ofKind = known.filter((id) => id.startsWith(`${prefix}_`));
      return ofKind.at(-1 - Number(number)) ?? encodeId(prefix, nowhere);
    },
    add: (id) => void known.push(id),
    retire(id) {
      known.splice(known.indexOf(id), 1);
      known.unshift(id);
    },
  };
}

/** A UUID that no row has. */
const nowhere = '01980000-0000-7000-8000-000000000000';
