import { z } from 'zod';
import { inventoryLimits, isEmailAddress } from '../../catalogue/index.ts';
import { oneLineText } from '../../kernel/index.ts';
import { orNull, orRemoved, orSame } from '../input-rules.ts';
import type { Changes } from '../revision.ts';
import type { Renter } from './renter.entity.ts';

/** The fields of a renter that the user chooses. */
export type RenterFacts = Pick<Renter, 'name' | 'email' | 'phone'>;

/** A new renter; only the name is required. */
export type NewRenter = Pick<RenterFacts, 'name'> & {
  email?: string | null;
  phone?: string | null;
};

/** Fields to change. Undefined leaves a field unchanged; null removes it, except for the name, which stays. */
export type RenterChanges = { [Key in keyof RenterFacts]?: RenterFacts[Key] | null };

const { nameLengthMax, emailLengthMax, phoneLengthMax } = inventoryLimits;
const name = oneLineText('The name', nameLengthMax);
const email = oneLineText('The e-mail address', emailLengthMax).pipe(
  z.string().refine(isEmailAddress, { error: 'The e-mail address is not valid.' }),
);
const phone = oneLineText('The phone number', phoneLengthMax);

/** Validates a new renter. */
export const newRenterSchema: z.ZodType<RenterFacts> = z.object({
  name,
  email: orNull(email),
  phone: orNull(phone),
});

/** Validates changes to a renter by the same rules. */
export const renterChangesSchema: z.ZodType<Changes<RenterFacts>> = z.object({
  name: orSame(name),
  email: orRemoved(email),
  phone: orRemoved(phone),
});
