import 'reflect-metadata';
import { GraphQLDateTime, GraphQLJSON, GraphQLURL } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Attempt } from './delivery.entity.ts';
import { describeError, errorCodes, type ErrorCode } from './error-code.ts';

/** The codes as `registerEnumType` wants them. */
const ErrorCodeEnum = Object.fromEntries(errorCodes.map((code) => [code, code]));

registerEnumType(ErrorCodeEnum, {
  name: 'ErrorCode',
  description: 'What went wrong with an attempt, from our point of view.',
  valuesConfig: Object.fromEntries(
    errorCodes.map((code) => [code, { description: describeError(code) }]),
  ),
});

/** One HTTP request of a delivery, as the API shows it. */
@ObjectType('Attempt', {
  description: 'One HTTP request of a delivery, and what the receiver did.',
})
export class AttemptType {
  @Field(() => Int, { description: 'From 1; the request carried it as `x-stockaj-attempt`.' })
  number!: number;

  @Field(() => GraphQLURL, {
    nullable: true,
    description: 'Where it went, as the webhook said then. Null for OUTCOME_UNKNOWN.',
  })
  url!: string | null;

  @Field(() => GraphQLDateTime, {
    description: 'When it began; for OUTCOME_UNKNOWN, when we noticed that nobody knows.',
  })
  startedAt!: Date;

  @Field(() => Int, {
    nullable: true,
    description:
      'Milliseconds from before the look-up of the name to the last byte that was waited for. Null for OUTCOME_UNKNOWN.',
  })
  durationMs!: number | null;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description: 'As sent, signatures included. Null for OUTCOME_UNKNOWN.',
  })
  requestHeaders!: Readonly<Record<string, string>> | null;

  @Field(() => Int, { nullable: true, description: 'Null when no complete response head came.' })
  responseStatus!: number | null;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description: 'Names in lower case, without cookies. Null when no complete response head came.',
  })
  responseHeaders!: Readonly<Record<string, string>> | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The first 16 KiB as text; bytes that are not text became U+FFFD. Empty when the response had no body, null when no complete response head came.',
  })
  responseBody!: string | null;

  @Field(() => Boolean, { description: 'Whether `responseBody` is only the beginning.' })
  responseBodyCut!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Why the body is not whole. It does not change whether the attempt succeeded.',
  })
  responseBodyError!: string | null;

  @Field(() => ErrorCodeEnum, { nullable: true, description: 'Null when the attempt succeeded.' })
  errorCode!: ErrorCode | null;

  @Field(() => String, { nullable: true, description: 'The same as a sentence for people.' })
  errorMessage!: string | null;
}

/** What the API shows of a row. Everything is named here, so that a new column is not shown by accident. */
export function toAttemptType(attempt: Attempt): AttemptType {
  return Object.assign(new AttemptType(), {
    number: attempt.number,
    url: attempt.url ?? null,
    startedAt: attempt.startedAt,
    durationMs: attempt.durationMs ?? null,
    requestHeaders: attempt.requestHeaders ?? null,
    responseStatus: attempt.responseStatus ?? null,
    responseHeaders: attempt.responseHeaders ?? null,
    responseBody: attempt.responseBody ?? null,
    responseBodyCut: attempt.responseBodyCut,
    responseBodyError: attempt.responseBodyError ?? null,
    errorCode: attempt.errorCode ?? null,
    errorMessage: attempt.errorMessage ?? null,
  });
}
