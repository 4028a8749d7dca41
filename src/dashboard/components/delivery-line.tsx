import { Anchor, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { DeliveryRow } from '../api/delivery-row.ts';
import { Outcome } from './outcome.tsx';

interface DeliveryLineProps {
  id: string;
  /** Null until it is loaded. */
  delivery: DeliveryRow | null;
  /** The state of the delivery in words. */
  text: string;
  linkLabel?: string;
}

/** A delivery in one line: its outcome by a sign and in words, and a link to it. */
export function DeliveryLine({
  id,
  delivery,
  text,
  linkLabel = 'Open the delivery',
}: DeliveryLineProps) {
  return (
    <Group gap="xs">
      {delivery && <Outcome delivery={delivery} />}
      <Text size="sm" className="foreign-text">
        {text}
      </Text>
      <Anchor component={Link} to={`/deliveries/${id}`} size="sm">
        {linkLabel}
      </Anchor>
    </Group>
  );
}
