import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { ArgsType, Field, registerEnumType } from 'type-graphql';
import { badInput } from '../../kernel/graphql/index.ts';
import { bucketsMax, divideTime, StatsBucket } from './divide-time.ts';
import { findCalendar } from './time-zone.ts';

registerEnumType(StatsBucket, {
  name: 'StatsBucket',
  description: 'The length of the buckets of `deliveryStats`.',
  valuesConfig: {
    HOUR: { description: 'Hours of UTC, in every time zone.' },
    DAY: { description: 'Days of `timeZone`, of 23 or 25 hours when its clocks change.' },
  },
});

/** Selects the period of `deliveryStats`, and how it is divided. */
@ArgsType()
export class StatsPeriodArgs {
  @Field(() => GraphQLDateTime, {
    description: 'Is in the first bucket. Buckets are whole, so the first may start earlier.',
  })
  since!: Date;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Is the end of the last bucket or in it. Now by default.',
  })
  until?: Date | null;

  @Field(() => StatsBucket, {
    nullable: true,
    defaultValue: StatsBucket.DAY,
    description: `A period of more than ${bucketsMax} buckets is the error BAD_USER_INPUT.`,
  })
  bucket?: StatsBucket | null;

  @Field(() => String, {
    nullable: true,
    defaultValue: 'UTC',
    description:
      'A name such as `Europe/Berlin`, of the IANA database, or an offset such as `+05:30`. A day has the UTC hours that start on its date there, so it starts at half past in zones such as `Asia/Kolkata`.',
  })
  timeZone?: string | null;
}

/**
 * Divides the period into buckets.
 *
 * @returns the bounds of `divideTime`
 * @throws GraphQLError BAD_USER_INPUT for an unknown time zone, a period without any time, and too many buckets
 */
export function toBounds(args: StatsPeriodArgs, now: Date): number[] {
  const { since, until, bucket, timeZone } = args;
  const dateOf = findCalendar(timeZone ?? 'UTC');
  if (!dateOf)
    throw badInput(
      '`timeZone` must be a name of the IANA time zone database, or an offset such as `+05:30`.',
    );
  const period = { since, until: until ?? now, bucket: bucket ?? StatsBucket.DAY };
  if (period.since >= period.until) {
    throw badInput(`\`since\` must be ${until ? 'before `until`' : 'in the past'}.`);
  }
  const bounds = divideTime(period, dateOf);
  if (!bounds) {
    throw badInput(`From \`since\` until \`until\` there may be at most ${bucketsMax} buckets.`);
  }
  return bounds;
}
