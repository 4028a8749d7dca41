import { Badge } from '@mantine/core';
import { IconBan, IconCircleCheck, IconPlayerPlay } from '@tabler/icons-react';
import type { RecoveryStatus } from '../api/graphql/graphql.ts';
import { statusWords } from './words.ts';

const marks = {
  RUNNING: { color: 'blue', Icon: IconPlayerPlay },
  SUCCEEDED: { color: 'green', Icon: IconCircleCheck },
  CANCELLED: { color: 'gray', Icon: IconBan },
};

/** The status of a recovery, by a word and a sign. */
export function RecoveryBadge({ status }: { status: RecoveryStatus }) {
  const { color, Icon } = marks[status];
  return (
    <Badge variant="light" color={color} leftSection={<Icon size={12} aria-hidden />} tt="none">
      {statusWords[status]}
    </Badge>
  );
}
