import { Anchor, AppShell, Badge, Box, Group, Text } from '@mantine/core';
import { Outlet, ScrollRestoration } from 'react-router';
import { LiveMark } from './components/live-mark.tsx';
import { ThemeSwitch } from './components/theme-switch.tsx';
import classes from './layout.module.css';
import { Places } from './places.tsx';
import { useViewer } from './session/viewer.tsx';
import { useFocusOfScreens } from './use-focus-of-screens.ts';
import { toWords } from './words/to-words.ts';

/** The frame of every screen: where one is, where one can go, and whether the page is live. */
export function Layout() {
  const { workspace } = useViewer();
  useFocusOfScreens();
  return (
    <AppShell padding="md">
      <Anchor href="#main" className={classes.skip} onClick={focusMain}>
        Skip to the content
      </Anchor>
      <Box component="header" className={classes.header}>
        <div className={classes.inner}>
          <Group justify="space-between" wrap="nowrap" h={48}>
            <Group gap="xs" wrap="nowrap" miw={0}>
              <Text fw={600} truncate className="foreign-text">
                {workspace.name}
              </Text>
              <Badge variant="default" tt="none" flex="none" miw="max-content" visibleFrom="xs">
                {toWords(workspace.plan)}
              </Badge>
            </Group>
            <Group gap="xs" wrap="nowrap" flex="none">
              <LiveMark />
              <ThemeSwitch />
            </Group>
          </Group>
          <Places />
        </div>
      </Box>
      <Box component="main" id="main" tabIndex={-1} className={classes.main}>
        <Outlet />
      </Box>
      {/* After the screen: lists of the screen scroll to the top when they appear. */}
      <ScrollRestoration />
    </AppShell>
  );
}

/** The router owns the fragment, so the link may not change it. */
function focusMain(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
