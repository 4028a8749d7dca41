import { sql } from '../db/index.ts';

/**
 * A condition: whether a webhook, called `w`, selects the event type in `e.type` by its name, by its family or with the
 * wildcard. Decides as `isSelected` of the catalogue does.
 */
export const selectsType = sql`w.events && array[e.type, split_part(e.type, '.', 1) || '.*', '*']`;
