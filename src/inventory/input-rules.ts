import { z } from 'zod';
import { inventoryLimits } from '../catalogue/index.ts';

/** A whole number of pieces, from `minimum` to the greatest 32-bit integer. */
export function pieces(noun: string, minimum: number): z.ZodType<number> {
  const { integerMax } = inventoryLimits;
  const error = `${noun} is a whole number from ${minimum} to ${integerMax}.`;
  const schema = z.int({ error }).min(minimum, { error }).max(integerMax, { error });
  return schema.transform((count) => count + 0); // -0, which GraphQL takes, becomes 0
}

/** Of a new row: nothing is known when it is left out. */
export function orNull<T>(schema: z.ZodType<T>): z.ZodType<T | null> {
  return schema.nullish().transform((value) => value ?? null);
}

/** Of a change: left out or null, the value stays as it is. */
export function orSame<T>(schema: z.ZodType<T>): z.ZodType<T | undefined> {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** Of a change: left out, the value stays as it is; null removes it. */
export function orRemoved<T>(schema: z.ZodType<T>): z.ZodType<T | null | undefined> {
  return schema.nullish();
}
