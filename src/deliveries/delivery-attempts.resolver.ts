import 'reflect-metadata';
import { GraphQLJSON } from 'graphql-scalars';
import { Ctx, Extensions, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { EntityManager } from '../db/index.ts';
import { createRequestLoader } from '../kernel/graphql/index.ts';
import type { AuthorizedContext } from '../workspaces/index.ts';
import { AttemptType, toAttemptType } from './attempt.type.ts';
import type { Attempt } from './delivery.ts';
import { DeliveryType } from './delivery.type.ts';
import { describeError } from './error-code.ts';
import { loadAttempts } from './load-attempts.ts';
import { loadLastAttempts } from './load-last-attempts.ts';
import { mayRead, nullForWriters } from './may-read.ts';

/** Settings for the fields about attempts. */
export interface AttemptDependencies {
  /** Seconds before each attempt; its length is the number of attempts. */
  schedule: readonly number[];
}

/** Loads the attempts of all deliveries in a response with one statement, without a check of the workspace. */
const attemptsByDelivery = createRequestLoader<EntityManager, Attempt[]>(loadAttempts);

/** The same for one attempt of each delivery, by its id and number. */
const attemptByKey = createRequestLoader<EntityManager, Attempt>(async (em, keys) => {
  const attempts = await loadLastAttempts(em, keys.map(readKey));
  return new Map(attempts.map((attempt) => [writeKey(attempt), attempt]));
});

const writeKey = ({ deliveryId, number }: Pick<Attempt, 'deliveryId' | 'number'>): string =>
  `${deliveryId} ${number}`;

function readKey(key: string) {
  const [deliveryId = '', number] = key.split(' ');
  return { deliveryId, number: Number(number) };
}

/** Loads the last attempt of a delivery, for callers that may read it. Null before the first. */
export async function loadLastAttempt(
  { uuid: deliveryId, attemptCount: number, eventUuid }: DeliveryType,
  context: AuthorizedContext,
): Promise<AttemptType | null> {
  if (!mayRead(context) || number === 0) return null;
  const attempt = await attemptByKey(context.em).load(writeKey({ deliveryId, number }));
  return attempt && toAttemptType(attempt, eventUuid);
}

/** The fields of a delivery that come from its attempts, for callers that may read them. */
@Resolver(() => DeliveryType)
export class DeliveryAttemptsResolver {
  readonly #schedule: readonly number[];

  constructor({ schedule }: AttemptDependencies) {
    this.#schedule = schedule;
  }

  @FieldResolver(() => Int, {
    description:
      'The number of attempts that the schedule allows; 1 for a TEST. Never less than `attemptCount`, also if the schedule was longer when the attempts were made.',
  })
  maxAttempts(@Root() { trigger, attemptCount }: DeliveryType): number {
    return Math.max(trigger === 'TEST' ? 1 : this.#schedule.length, attemptCount);
  }

  // As many as the usual schedule allows.
  @Extensions({ textCount: 10 })
  @FieldResolver(() => [AttemptType], {
    description:
      'Ordered by number. Empty, without an error, if the token lacks `webhooks:read`. Long texts in it count 10 times.',
  })
  async attempts(
    @Root() delivery: DeliveryType,
    @Ctx() context: AuthorizedContext,
  ): Promise<AttemptType[]> {
    if (!mayRead(context)) return [];
    const attempts = await attemptsByDelivery(context.em).load(delivery.uuid);
    return (attempts ?? []).map((attempt) => toAttemptType(attempt, delivery.eventUuid));
  }

  @FieldResolver(() => AttemptType, {
    nullable: true,
    description: `The attempt that \`errorCode\` and \`responseStatus\` are from. Null before the first. ${nullForWriters}`,
  })
  async lastAttempt(
    @Root() delivery: DeliveryType,
    @Ctx() context: AuthorizedContext,
  ): Promise<AttemptType | null> {
    return loadLastAttempt(delivery, context);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: `A readable sentence for \`errorCode\`, with what is known about the cause. ${nullForWriters}`,
  })
  async errorMessage(
    @Root() delivery: DeliveryType,
    @Ctx() context: AuthorizedContext,
  ): Promise<string | null> {
    const { errorCode } = delivery;
    if (!mayRead(context) || errorCode === null) return null;
    const attempt = await loadLastAttempt(delivery, context);
    // A result that came after the lease was lost has amended the attempt, but not the delivery.
    return attempt?.errorCode === errorCode ? attempt.errorMessage : describeError(errorCode);
  }

  @FieldResolver(() => GraphQLJSON, {
    nullable: true,
    description: `The headers of the last attempt, as sent. Null before the first attempt and if the last is OUTCOME_UNKNOWN. ${nullForWriters}`,
  })
  async requestHeaders(
    @Root() delivery: DeliveryType,
    @Ctx() context: AuthorizedContext,
  ): Promise<Readonly<Record<string, string>> | null> {
    return (await loadLastAttempt(delivery, context))?.requestHeaders ?? null;
  }
}
