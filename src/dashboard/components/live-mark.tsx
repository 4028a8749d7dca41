import { Badge, Tooltip } from '@mantine/core';
import type { ConnectionState } from '../api/live-connection.ts';
import { useConnectionState } from '../session/services.ts';

const marks: Record<ConnectionState, { label: string; color: string; explanation: string } | null> =
  {
    idle: null,
    connecting: {
      label: 'Connecting',
      color: 'gray',
      explanation: 'The connection for live updates is being made.',
    },
    'catching up': {
      label: 'Catching up',
      color: 'yellow',
      explanation: 'What has changed meanwhile is being loaded.',
    },
    connected: { label: 'Live', color: 'green', explanation: 'Changes are shown as they happen.' },
    cut: {
      label: 'Disconnected',
      color: 'red',
      explanation: 'No changes arrive. The connection is being made again.',
    },
  };

/** Says whether live updates arrive. */
export function LiveMark() {
  const mark = marks[useConnectionState()];
  return (
    <div role="status" style={{ display: 'flex', flex: 'none' }}>
      {mark && (
        <Tooltip label={mark.explanation}>
          <Badge
            variant="dot"
            color={mark.color}
            data-testid="live-mark"
            tt="none"
            miw="max-content"
          >
            {mark.label}
          </Badge>
        </Tooltip>
      )}
    </div>
  );
}
