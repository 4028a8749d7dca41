import { z } from 'zod';
import { inventoryLimits } from '../catalogue/index.ts';

/** Validates a whole number of pieces, from `minimum` to the largest 32-bit integer. */
export function pieces(noun: string, minimum: number): z.ZodType<number> {
  const { integerMax } = inventoryLimits;
  const error = `${noun} must be a whole number from ${minimum} to ${integerMax}.`;
  const schema = z.int({ error }).min(minimum, { error }).max(integerMax, { error });
  return schema.transform((count) => count + 0); // turns -0, which GraphQL accepts, into 0
}

/** For a new row: a value that is left out is stored as null. */
export function orNull<T>(schema: z.ZodType<T>): z.ZodType<T | null> {
  return schema.nullish().transform((value) => value ?? null);
}

/** For a change: undefined and null leave the value unchanged. */
export function orSame<T>(schema: z.ZodType<T>): z.ZodType<T | undefined> {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** For a change: undefined leaves the value unchanged; null removes it. */
export function orRemoved<T>(schema: z.ZodType<T>): z.ZodType<T | null | undefined> {
  return schema.nullish();
}
