import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DeliveryRow } from '../../api/delivery-row.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { isHeld } from '../../delivery/describe-delivery.ts';
import classes from './log.module.css';

/** The time of the next attempt of a delivery that has not ended. */
export function NextAttempt({ delivery }: { delivery: DeliveryRow }) {
  if (delivery.status !== 'PENDING') return null;
  return (
    <Text size="xs" c="dimmed" component="span" className={classes.above ?? ''}>
      {writeNext(delivery)}
    </Text>
  );
}

function writeNext(delivery: DeliveryRow): ReactNode {
  const { nextAttemptAt, webhook } = delivery;
  if (nextAttemptAt === null) return 'in progress';
  if (isHeld(delivery, webhook?.status)) return 'paused';
  return (
    <>
      next <RelativeTime time={nextAttemptAt} past="now" />
    </>
  );
}
