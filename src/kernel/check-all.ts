import { UserError, type UserErrorData } from './errors.ts';

/**
 * Makes checks that do not depend on each other, so that a caller sees the errors of all of them at once.
 *
 * @returns their results
 * @throws UserError with the errors of each check that threw one; another error at once
 */
export function checkAll<Results extends readonly unknown[]>(
  ...checks: { [Place in keyof Results]: () => Results[Place] }
): Results {
  const errors: UserErrorData[] = [];
  const results = checks.map((check) => {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      errors.push(...error.errors);
      return undefined;
    }
  });
  if (errors.length > 0) throw new UserError(errors);
  return results as unknown as Results; // `map` loses the type of each place
}
