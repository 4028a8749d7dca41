import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './page.css';
import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { RouterProvider } from 'react-router';
import { Provider as UrqlProvider } from 'urql';
import { SessionGate } from './session/session-gate.tsx';
import { ServicesProvider } from './session/services.ts';
import { ViewerProvider } from './session/viewer.tsx';
import { client, colorScheme, opening, router, services } from './start.ts';
import { createPageTheme } from './theme.ts';

const theme = createPageTheme(opening.accent);

/** The whole page. */
export function App() {
  return (
    <MantineProvider theme={theme} colorSchemeManager={colorScheme} defaultColorScheme="auto">
      <ServicesProvider value={services}>
        <UrqlProvider value={client}>
          <ModalsProvider>
            <Notifications position="bottom-right" />
            <SessionGate>
              <ViewerProvider>
                <RouterProvider router={router} />
              </ViewerProvider>
            </SessionGate>
          </ModalsProvider>
        </UrqlProvider>
      </ServicesProvider>
    </MantineProvider>
  );
}
