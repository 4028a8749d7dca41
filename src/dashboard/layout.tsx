import { Anchor, AppShell, Badge, Box, Group, ScrollArea, Text } from '@mantine/core';
import { NavLink, Outlet, ScrollRestoration } from 'react-router';
import { LiveMark } from './components/live-mark.tsx';
import { ThemeSwitch } from './components/theme-switch.tsx';
import classes from './layout.module.css';
import { useViewer } from './session/viewer.tsx';
import { toWords } from './words/to-words.ts';

const places = [
  { to: '/webhooks', label: 'Webhooks' },
  { to: '/deliveries', label: 'Deliveries' },
  { to: '/events', label: 'Events' },
  { to: '/recoveries', label: 'Recoveries' },
  { to: '/charts', label: 'Charts' },
  { to: '/signature-lab', label: 'Signature lab' },
];

/** The frame of every screen: where one is, where one can go, and whether the page is live. */
export function Layout() {
  const { workspace } = useViewer();
  return (
    <AppShell padding="md">
      <ScrollRestoration />
      <Anchor href="#main" className={classes.skip} onClick={focusMain}>
        Skip to the content
      </Anchor>
      <Box component="header" className={classes.header}>
        <Group justify="space-between" wrap="nowrap" px="md" h={48}>
          <Group gap="xs" wrap="nowrap" miw={0}>
            <Text fw={600} truncate className="foreign-text">
              {workspace.name}
            </Text>
            <Badge variant="default" flex="none" tt="none">
              {toWords(workspace.plan)}
            </Badge>
          </Group>
          <Group gap="xs" wrap="nowrap" flex="none">
            <LiveMark />
            <ThemeSwitch />
          </Group>
        </Group>
        <ScrollArea type="never" component="nav" aria-label="Settings of webhooks">
          <Group wrap="nowrap" gap={0} px="xs">
            {places.map(({ to, label }) => (
              <NavLink key={to} to={to} className={classes.place ?? ''}>
                {label}
              </NavLink>
            ))}
          </Group>
        </ScrollArea>
      </Box>
      <Box component="main" id="main" tabIndex={-1} className={classes.main}>
        <Outlet />
      </Box>
    </AppShell>
  );
}

/** The router owns the fragment, so the link may not change it. */
function focusMain(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
