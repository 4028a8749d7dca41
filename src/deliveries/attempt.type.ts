import 'reflect-metadata';
import { GraphQLDateTime, GraphQLJSON, GraphQLURL } from 'graphql-scalars';
import { Extensions, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { describeLongText, messageKib, responseKib } from '../kernel/graphql/index.ts';
import { WebhookFormat } from '../webhooks/index.ts';
import type { Attempt } from './delivery.ts';
import { describeError, ErrorCode, errorCodes } from './error-code.ts';

registerEnumType(ErrorCode, {
  name: 'ErrorCode',
  description: "Why an attempt failed, from the sender's point of view.",
  valuesConfig: Object.fromEntries(
    errorCodes.map((code) => [code, { description: describeError(code) }]),
  ),
});

/** One HTTP request of a delivery, as the API shows it. */
@ObjectType('Attempt', {
  description: 'One HTTP request of a delivery, and the response of the receiver.',
})
export class AttemptType {
  /** The event's id in the database; not a field. */
  eventUuid!: string;

  @Field(() => Int, { description: 'Starts at 1. Sent as the header `x-stockaj-attempt`.' })
  number!: number;

  @Field(() => GraphQLURL, {
    nullable: true,
    description:
      'The URL of the webhook at that time; masked for a chat format. Null for OUTCOME_UNKNOWN.',
  })
  url!: string | null;

  @Field(() => WebhookFormat, {
    nullable: true,
    description: 'The format of the webhook at that time. Null for OUTCOME_UNKNOWN.',
  })
  format!: WebhookFormat | null;

  @Extensions({ textKib: messageKib })
  @Field(() => String, {
    nullable: true,
    description: `The message for a chat service, exactly as it was sent. Null for JSON, whose body is \`Delivery.requestPayload\`, for OUTCOME_UNKNOWN and once the event was erased. ${describeLongText(messageKib)}`,
  })
  message!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The number of deliveries that shared the message of this attempt, this one included. Null if the message was for this delivery alone, for JSON and for OUTCOME_UNKNOWN. Kept when the event is erased.',
  })
  digestSize!: number | null;

  @Field(() => GraphQLDateTime, {
    description:
      'When the attempt started; for OUTCOME_UNKNOWN, when its outcome was found to be unknown.',
  })
  startedAt!: Date;

  @Field(() => Int, {
    nullable: true,
    description:
      'Milliseconds from the start of the DNS lookup to the last byte that was read. Null for OUTCOME_UNKNOWN.',
  })
  durationMs!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Milliseconds of the DNS lookup; about 0 if the URL has an IP address. Null on a reused connection.',
  })
  lookUpMs!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Milliseconds of opening a TCP connection, over all addresses that were tried. Null on a reused connection and if the request ended before.',
  })
  connectMs!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Milliseconds of the TLS handshake. Null on a reused connection, for plain HTTP, and if the request ended before.',
  })
  tlsMs!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Milliseconds from sending the request to the first byte of the response. The rest of `durationMs` is the time until its last byte. Null if the request was not sent.',
  })
  firstByteMs!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether an earlier request had opened the connection. Null for DNS_ERROR and OUTCOME_UNKNOWN.',
  })
  isConnectionReused!: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The IP address of the receiver, or the last one that was tried. Null for DNS_ERROR and OUTCOME_UNKNOWN.',
  })
  remoteAddress!: string | null;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description: 'As sent, signatures included. Null for OUTCOME_UNKNOWN.',
  })
  requestHeaders!: Readonly<Record<string, string>> | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Null when no complete response head was received.',
  })
  responseStatus!: number | null;

  @Extensions({ textKib: responseKib })
  @Field(() => GraphQLJSON, {
    nullable: true,
    description: `Names are in lower case; cookies are left out. Null when no complete response head was received, and once the event was erased. ${describeLongText(responseKib)}`,
  })
  responseHeaders!: Readonly<Record<string, string>> | null;

  @Extensions({ textKib: responseKib })
  @Field(() => String, {
    nullable: true,
    description: `The first 16 KiB as text; invalid bytes are replaced by U+FFFD. Empty when the response had no body, null when no complete response head was received and once the event was erased. ${describeLongText(responseKib)}`,
  })
  responseBody!: string | null;

  @Field(() => Boolean, { description: 'Whether `responseBody` is truncated.' })
  responseBodyCut!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Why the body is incomplete. This does not decide whether the attempt succeeded.',
  })
  responseBodyError!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A sentence about a success that is not certain: Teams confirms with 202 that it accepted a message, not that it posted it. Null for every other attempt.',
  })
  note!: string | null;

  @Field(() => ErrorCode, { nullable: true, description: 'Null when the attempt succeeded.' })
  errorCode!: ErrorCode | null;

  @Field(() => String, { nullable: true, description: 'A readable sentence for `errorCode`.' })
  errorMessage!: string | null;
}

/** Maps a row to the API. Every field is listed, so that a new column is not exposed by accident. */
export function toAttemptType(attempt: Attempt, eventUuid: string): AttemptType {
  return Object.assign(new AttemptType(), {
    eventUuid,
    message: attempt.requestBody,
    digestSize: attempt.digestSize,
    format: attempt.url === null ? null : (attempt.format ?? WebhookFormat.JSON),
    number: attempt.number,
    url: attempt.url,
    startedAt: attempt.startedAt,
    durationMs: attempt.durationMs,
    lookUpMs: attempt.lookUpMs,
    connectMs: attempt.connectMs,
    tlsMs: attempt.tlsMs,
    firstByteMs: attempt.firstByteMs,
    isConnectionReused: attempt.isConnectionReused,
    remoteAddress: attempt.remoteAddress,
    requestHeaders: attempt.requestHeaders,
    responseStatus: attempt.responseStatus,
    responseHeaders: attempt.responseHeaders,
    responseBody: attempt.responseBody,
    responseBodyCut: attempt.responseBodyCut,
    responseBodyError: attempt.responseBodyError,
    note: describeSuccess(attempt),
    errorCode: attempt.errorCode,
    errorMessage: attempt.errorMessage,
  });
}

/** Teams answers 202 when it has accepted a message, before it posts it. */
function describeSuccess({ format, responseStatus }: Attempt): string | null {
  if (format !== 'TEAMS' || responseStatus !== 202) return null;
  return 'Teams accepted the message. It does not confirm that it was posted.';
}
