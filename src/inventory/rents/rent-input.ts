import { z } from 'zod';
import { inventoryLimits } from '../../catalogue/index.ts';
import { orSame, pieces } from '../input-rules.ts';

/** A number of pieces of the item with this API id. */
export interface LineInput {
  itemId: string;
  quantity: number;
}

/** The fields of a rent that its user chooses. */
export interface RentInput {
  renterId: string;
  /** 1 to 100, each item once. */
  lines: readonly LineInput[];
  startsAt: Date;
  /** After the start. */
  endsAt: Date;
}

/** Fields to change. Undefined and null leave a field unchanged. */
export type RentChanges = { [Key in keyof RentInput]?: RentInput[Key] | null };

const linesMax = inventoryLimits.rentLinesMax;

const linesError = `A rent must have 1 to ${linesMax} lines.`;

/** Checks the length first, so that a list that is too long gives one error and not one per entry. */
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
          const message = 'The same item is already in another line.';
          if (seen.has(itemId)) context.addIssue({ code: 'custom', path, message });
          seen.add(itemId);
        }
      }),
  );

/** An instant in a year that both RFC 3339 and PostgreSQL support. */
const instant = z
  .date()
  .refine((date) => date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9999, {
    error: 'The year must be between 0001 and 9999.',
  });

/** Error for a rent that does not end after its start. */
export const periodError = 'A rent must end after it starts.';

/** Whether the end is after the start. */
export function isPeriod({ startsAt, endsAt }: Pick<RentInput, 'startsAt' | 'endsAt'>): boolean {
  return endsAt > startsAt;
}

const fields = { renterId: z.string(), lines, startsAt: instant, endsAt: instant };

/** Validates a new rent. Its renter and items are checked later, when they are locked. */
export const newRentSchema: z.ZodType<RentInput> = z
  .object(fields)
  .refine(isPeriod, { path: ['endsAt'], error: periodError });

/** Validates changes to a rent by the same rules, except for the order of its times, which needs both. */
export const rentChangesSchema = z.object({
  renterId: orSame(fields.renterId),
  lines: orSame(lines),
  startsAt: orSame(instant),
  endsAt: orSame(instant),
});
