import { z } from 'zod';
import { inventoryLimits, isEmailAddress } from '../../catalogue/index.ts';
import { oneLineText } from '../../kernel/index.ts';
import { orNull, orRemoved, orSame } from '../input-rules.ts';
import type { Changes } from '../revision.ts';
import type { Renter } from './renter.entity.ts';

/** What a user decides about a renter. */
export type RenterFacts = Pick<Renter, 'name' | 'email' | 'phone'>;

/** A new renter, of whom only the name must be known. */
export type NewRenter = Pick<RenterFacts, 'name'> & {
  email?: string | null;
  phone?: string | null;
};

/** Facts to change. What is left out stays, and so does a name that is null; null removes the others. */
export type RenterChanges = { [Key in keyof RenterFacts]?: RenterFacts[Key] | null };

const { nameLengthMax, emailLengthMax, phoneLengthMax } = inventoryLimits;
const name = oneLineText('The name', nameLengthMax);
const email = oneLineText('The e-mail address', emailLengthMax).pipe(
  z.string().refine(isEmailAddress, { error: 'That is no e-mail address.' }),
);
const phone = oneLineText('The phone number', phoneLengthMax);

/** The rules of a new renter. */
export const newRenterSchema: z.ZodType<RenterFacts> = z.object({
  name,
  email: orNull(email),
  phone: orNull(phone),
});

/** The same rules for a change. */
export const renterChangesSchema: z.ZodType<Changes<RenterFacts>> = z.object({
  name: orSame(name),
  email: orRemoved(email),
  phone: orRemoved(phone),
});
