import { Anchor, Group, Text, Timeline } from '@mantine/core';
import { IconCheck, IconClock, IconHelp, IconX } from '@tabler/icons-react';
import { Link } from 'react-router';
import { RelativeTime } from '../components/relative-time.tsx';
import { writeMs } from '../words/durations.ts';
import { writeChoice } from './choose-attempts.ts';
import type { AttemptDetails, DeliveryDetails } from './delivery-document.ts';
import classes from './delivery.module.css';
import { describeAttempt } from './describe-attempt.ts';
import { NextAttempt } from './next-attempt.tsx';
import { Waterfall } from './waterfall.tsx';

interface AttemptTimelineProps {
  delivery: DeliveryDetails;
  /** The attempt that is shown in full. */
  shownNumber: number | null;
}

/** Every attempt in its order, and the one to come. */
export function AttemptTimeline({ delivery, shownNumber }: AttemptTimelineProps) {
  const { attempts, status, nextAttemptAt } = delivery;
  return (
    <Timeline bulletSize={22} lineWidth={2} active={attempts.length}>
      {attempts.map((attempt) => {
        const { color, Icon, label } = findMark(attempt);
        return (
          <Timeline.Item
            key={attempt.number}
            color={color}
            bullet={<Icon size={14} aria-label={label} />}
            title={<AttemptTitle attempt={attempt} isShown={attempt.number === shownNumber} />}
          >
            <AttemptFacts attempt={attempt} />
          </Timeline.Item>
        );
      })}
      {status === 'PENDING' && (
        <Timeline.Item
          color="gray"
          bullet={<IconClock size={14} aria-hidden />}
          title={<Text size="sm">Attempt {attempts.length + 1}</Text>}
        >
          <Text size="sm" c="dimmed">
            {nextAttemptAt === null ? (
              'In progress'
            ) : (
              <NextAttempt delivery={delivery} at={nextAttemptAt} />
            )}
          </Text>
        </Timeline.Item>
      )}
      {status === 'FAILED' && attempts.length === 0 && (
        <Timeline.Item color="gray" bullet={<IconX size={14} aria-hidden />}>
          <Text size="sm">No attempt was made.</Text>
        </Timeline.Item>
      )}
    </Timeline>
  );
}

function findMark({ errorCode }: AttemptDetails) {
  if (errorCode === null) return { color: 'green.8', Icon: IconCheck, label: 'Succeeded' };
  if (errorCode === 'OUTCOME_UNKNOWN') return { color: 'gray.7', Icon: IconHelp, label: 'Unknown' };
  return { color: 'red.8', Icon: IconX, label: 'Failed' };
}

function AttemptTitle({ attempt, isShown }: { attempt: AttemptDetails; isShown: boolean }) {
  const { number, startedAt, durationMs } = attempt;
  return (
    <Group gap="xs" fz="sm">
      <Anchor
        component={Link}
        to={{ search: writeChoice({ shown: number, compared: null }) }}
        replace
        inherit
        fw={isShown ? 700 : 500}
        aria-current={isShown ? 'true' : undefined}
        className={classes.attempt ?? ''}
      >
        Attempt {number}: {describeAttempt(attempt)}
      </Anchor>
      <Text inherit c="dimmed" fw={400}>
        <RelativeTime time={startedAt} />
        {durationMs !== null && `, ${writeMs(durationMs)}`}
      </Text>
    </Group>
  );
}

function AttemptFacts({ attempt }: { attempt: AttemptDetails }) {
  return (
    <>
      {attempt.errorMessage !== null && (
        <Text size="sm" className="foreign-text">
          {attempt.errorMessage}
        </Text>
      )}
      {attempt.digestSize !== null && (
        <Text size="sm">One message told of {attempt.digestSize} events.</Text>
      )}
      {attempt.note !== null && <Text size="sm">{attempt.note}</Text>}
      <Waterfall attempt={attempt} />
    </>
  );
}
