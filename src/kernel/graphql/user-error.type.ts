import 'reflect-metadata';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { UserErrorCode, UserError, userErrorMeanings, type UserErrorData } from '../errors.ts';

registerEnumType(UserErrorCode, {
  name: 'UserErrorCode',
  description: 'The reason why a call was refused. The message says more.',
  valuesConfig: Object.fromEntries(
    Object.entries(userErrorMeanings).map(([code, description]) => [code, { description }]),
  ),
});

@ObjectType('UserError', { description: 'An error that the caller can fix.' })
class UserErrorType implements UserErrorData {
  @Field(() => UserErrorCode, {
    description: 'For programs. New codes may be added: treat an unknown one as INVALID_INPUT.',
  })
  code!: UserErrorCode;

  @Field(() => String, { description: 'A sentence for humans.' })
  message!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Dot path into the input, for example `events.3.data`; null when the error is not about one field.',
  })
  field!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds to wait before trying again; set for RATE_LIMITED only.',
  })
  retryAfterSeconds!: number | null;
}

/** The fields that the payload of every mutation has, and that of a query with settings to check. */
@ObjectType()
export class Payload {
  @Field(() => [UserErrorType], {
    description: 'Empty when the call succeeded.',
  })
  userErrors: readonly UserErrorData[] = [];
}

/**
 * Runs a mutation and turns a UserError into the payload's `userErrors`, with every other field null.
 * A mutation that has data to show with an error returns both.
 * Other errors are internal: they are rethrown and masked.
 */
export async function toPayload<T extends Payload>(
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
