import { Extensions } from 'type-graphql';
import type { UserErrorCode } from '../errors.ts';

/**
 * Decorates a mutation with every code that its `userErrors` can carry. The description in the schema names them, and
 * the tests refuse an answer with another one.
 */
export function Fails(...userErrorCodes: readonly UserErrorCode[]) {
  return Extensions({ userErrorCodes });
}
