import { Group } from '@mantine/core';
import type { CombinedError } from 'urql';
import { LiveNote } from './live-note.tsx';
import { LogActions } from './log-actions.tsx';
import { LogCount } from './log-count.tsx';
import type { LogNavigation } from './log/use-log-address.ts';

interface LogBarProps {
  navigation: LogNavigation;
  /** Whether the service does not take the filter. */
  isRefused: boolean;
  liveError: CombinedError | null;
  isPaused: boolean;
  onPause: (isPaused: boolean) => void;
}

/** The line above the rows: how many there are, whether they change, and what can be done with them. */
export function LogBar({ navigation, isRefused, liveError, isPaused, onPause }: LogBarProps) {
  return (
    <Group justify="space-between" gap="xs">
      <Group gap="sm">
        <LogCount filter={navigation.view.filter} isPaused={isRefused} />
        <LiveNote error={isRefused ? null : liveError} isPaused={isPaused} />
      </Group>
      <LogActions navigation={navigation} isPaused={isPaused} onPause={onPause} />
    </Group>
  );
}
