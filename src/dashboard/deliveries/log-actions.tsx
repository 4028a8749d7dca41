import { Button, Group, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import type { CombinedError } from 'urql';
import { ScopedButton } from '../components/scoped-button.tsx';
import type { LogNavigation } from './log/use-log-address.ts';
import { OrderSwitch } from './order-switch.tsx';

interface LogActionsProps {
  navigation: LogNavigation;
  /** Why there are no live updates; null when nothing prevents them. */
  liveError: CombinedError | null;
  isPaused: boolean;
  onPause: (isPaused: boolean) => void;
}

/** What can be done with the whole log. */
export function LogActions({ navigation, liveError, isPaused, onPause }: LogActionsProps) {
  const navigate = useNavigate();
  const Icon = isPaused ? IconPlayerPlay : IconPlayerPause;
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed" role="status">
        {liveError && `No live updates: ${liveError.graphQLErrors[0]?.message ?? 'not available'}`}
        {isPaused && 'Paused: changes are not shown'}
      </Text>
      <OrderSwitch navigation={navigation} />
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon size={14} aria-hidden />}
        onClick={() => onPause(!isPaused)}
      >
        {isPaused ? 'Go on' : 'Pause live'}
      </Button>
      <ScopedButton
        scope="webhooks:write"
        size="xs"
        variant="default"
        onClick={() => void navigate(`/recoveries?new=1&${navigation.filterQuery}`)}
      >
        Recover failed…
      </ScopedButton>
    </Group>
  );
}
