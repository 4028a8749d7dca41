import { encodeId, IdPrefix } from '../../../src/kernel/index.ts';

/** Maps the places in steps to objects: `item 0` is the newest item, `item 1` the one before. */
export interface Places {
  /** Returns an id that does not exist for an empty place. */
  find(place: string): string;
  /** Puts an object in the first place of its type. */
  add(id: string): void;
  /** Puts a deleted object in the last place, so that steps still use it occasionally. */
  retire(id: string): void;
}

/** @param ids the ids in the last places */
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
