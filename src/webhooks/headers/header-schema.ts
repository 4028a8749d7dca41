import { z } from 'zod';
import { explainRefusedName } from './refused-names.ts';

/** A custom header as its user enters it. */
export interface HeaderSetting {
  name: string;
  /** Left out or null: the present value of the secret header with this name. */
  value?: string | null | undefined;
  /** Whether nobody may read the value again; no if it is left out. */
  isSecret?: boolean | null | undefined;
}

const headersMax = 10;
const nameCharactersMax = 64;
const valueCharactersMax = 1_024;
/** Over the names and values of one webhook. With our own headers it stays below 8 KiB, which many servers accept at most. */
export const headersCharactersMax = 4_096;

/** RFC 9110, section 5.6.2. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

const nameSchema = z
  .string()
  .max(nameCharactersMax, {
    error: `The name of a header must have at most ${nameCharactersMax} characters.`,
    abort: true,
  })
  .regex(token, {
    error:
      'The name of a header must have letters, digits and hyphens only, such as X-Api-Key, and no spaces or colons.',
    abort: true,
  })
  .superRefine((name, context) => {
    const reason = explainRefusedName(name);
    if (reason === null) return;
    context.addIssue({ code: 'custom', message: `The header ${name} cannot be set. ${reason}` });
  });

/** Says nothing of the value, which may be a secret. */
const valueSchema = z
  .string()
  .max(valueCharactersMax, {
    error: `The value of a header must have at most ${valueCharactersMax} characters.`,
    abort: true,
  })
  .regex(/^[\t\x20-\x7e]+$/, {
    error:
      'The value of a header must have visible ASCII characters, spaces and tabs only, on one line.',
    abort: true,
  })
  .regex(/^[^\t ](?:.*[^\t ])?$/, {
    error: 'The value of a header must not begin or end with a space or a tab.',
  });

const headerSchema = z.object({
  name: nameSchema,
  value: valueSchema.nullish(),
  isSecret: z.boolean().nullish(),
});

/** Validates the custom headers of a webhook, apart from what depends on those that it has already. */
export const headersSchema = z
  // Before its entries, so that a list without end has one error.
  .array(z.unknown())
  .max(headersMax, { error: `A webhook can have at most ${headersMax} headers.`, abort: true })
  .pipe(z.array(headerSchema).superRefine(refuseRepeated)) as unknown as z.ZodType<
  HeaderSetting[],
  HeaderSetting[]
>;

function refuseRepeated(headers: readonly HeaderSetting[], context: z.RefinementCtx): void {
  const names = headers.map(({ name }) => name.toLowerCase());
  for (const [place, name] of names.entries()) {
    if (names.indexOf(name) === place) continue;
    const message = 'Another header has this name. Upper and lower case make no difference.';
    context.addIssue({ code: 'custom', path: [place, 'name'], message });
  }
}
