import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { UserErrorCode, UserError, type UserErrorData } from '../errors.ts';

registerEnumType(UserErrorCode, { name: 'UserErrorCode' });

@ObjectType('UserError', { description: 'Something that the caller can mend.' })
class UserErrorType implements UserErrorData {
  @Field(() => UserErrorCode)
  code!: UserErrorCode;

  @Field(() => String, { description: 'A sentence for people.' })
  message!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Dot path into the input, for example `events.3.data`; null when no single field is in error.',
  })
  field!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'After how many seconds the same call may succeed; set for RATE_LIMITED only.',
  })
  retryAfterSeconds!: number | null;
}

/** What every mutation answers, beside its own fields. */
@ObjectType()
export class Payload {
  @Field(() => [UserErrorType], {
    description: 'Empty when the mutation did what it was asked to.',
  })
  userErrors: readonly UserErrorData[] = [];
}

/**
 * Runs a mutation and turns a UserError into the payload's `userErrors`, with every other field null.
 * A mutation that has something to show beside an error returns both.
 * What else is thrown is an error of ours and goes on to be masked.
 */
export async function answer<T extends Payload>(
  payload: new () => T,
  run: () => Promise<Omit<T, 'userErrors'> & Partial<Pick<T, 'userErrors'>>>,
): Promise<T> {
  try {
    return Object.assign(new payload(), await run());
  } catch (error) {
    if (error instanceof UserError)
      return Object.assign(new payload(), { userErrors: error.errors });
    throw error;
  }
}
