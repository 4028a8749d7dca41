import { Text } from '@mantine/core';
import type { DeliveryRow } from '../../api/delivery-row.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import classes from './log.module.css';

/** The time of the next attempt of a delivery that has not ended. */
export function NextAttempt({ delivery }: { delivery: DeliveryRow }) {
  if (delivery.status !== 'PENDING') return null;
  const { nextAttemptAt } = delivery;
  return (
    <Text size="xs" c="dimmed" component="span" className={classes.above ?? ''}>
      {nextAttemptAt === null ? (
        'in progress'
      ) : (
        <>
          next <RelativeTime time={nextAttemptAt} />
        </>
      )}
    </Text>
  );
}
