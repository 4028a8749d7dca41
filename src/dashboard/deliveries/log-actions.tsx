import { Button, Group } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { ScopedButton } from '../components/scoped-button.tsx';
import type { LogNavigation } from './log/use-log-address.ts';
import { OrderSwitch } from './order-switch.tsx';

interface LogActionsProps {
  navigation: LogNavigation;
  isPaused: boolean;
  onPause: (isPaused: boolean) => void;
}

/** The actions on the whole log. */
export function LogActions({ navigation, isPaused, onPause }: LogActionsProps) {
  const navigate = useNavigate();
  const Icon = isPaused ? IconPlayerPlay : IconPlayerPause;
  return (
    <Group gap="xs">
      <OrderSwitch navigation={navigation} />
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon size={14} aria-hidden />}
        onClick={() => onPause(!isPaused)}
      >
        {isPaused ? 'Resume live' : 'Pause live'}
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
