import { z } from 'zod';
import { inventoryLimits } from '../../catalogue/index.ts';
import { orSame, pieces } from '../input-rules.ts';

/** So many pieces of the item that the API calls `itemId`. */
export interface LineInput {
  itemId: string;
  quantity: number;
}

/** What a user decides about a rent. */
export interface RentInput {
  renterId: string;
  /** 1 to 100, each item once. */
  lines: readonly LineInput[];
  startsAt: Date;
  /** After the start. */
  endsAt: Date;
}

/** Facts to change. What is left out or null stays as it is. */
export type RentChanges = { [Key in keyof RentInput]?: RentInput[Key] | null };

const linesMax = inventoryLimits.rentLinesMax;

const linesError = `A rent has 1 to ${linesMax} lines.`;

/** Nothing is said of each entry of a list that is too long: the answer stays small. */
const lines: z.ZodType<readonly LineInput[]> = z
  .array(z.unknown())
  .min(1, { error: linesError })
  .max(linesMax, { error: linesError })
  .pipe(
    z
      .array(z.object({ itemId: z.string(), quantity: pieces('The quantity', 1) }))
      .superRefine((given, context) => {
        const seen = new Set<string>();
        for (const [index, { itemId }] of given.entries()) {
          const path = [index, 'itemId'];
          const message = 'Another line has the same item.';
          if (seen.has(itemId)) context.addIssue({ code: 'custom', path, message });
          seen.add(itemId);
        }
      }),
  );

/** An instant in a year that RFC 3339 and PostgreSQL can both write. */
const instant = z
  .date()
  .refine((date) => date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9999, {
    error: 'The time must lie in the years 0001 to 9999.',
  });

/** Says what is wrong with the times of a rent. */
export const periodError = 'A rent must end after it starts.';

/** Whether a rent may start and end so. */
export function isPeriod({ startsAt, endsAt }: Pick<RentInput, 'startsAt' | 'endsAt'>): boolean {
  return endsAt > startsAt;
}

const fields = { renterId: z.string(), lines, startsAt: instant, endsAt: instant };

/** The rules of a new rent; whether its renter and items exist is found out when they are locked. */
export const newRentSchema: z.ZodType<RentInput> = z
  .object(fields)
  .refine(isPeriod, { path: ['endsAt'], error: periodError });

/** The same rules for a change. The times are compared when both are known. */
export const rentChangesSchema = z.object({
  renterId: orSame(fields.renterId),
  lines: orSame(lines),
  startsAt: orSame(instant),
  endsAt: orSame(instant),
});
