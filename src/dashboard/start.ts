import { createApiClient } from './api/create-client.ts';
import { createLiveConnection } from './api/live-connection.ts';
import { createColorScheme } from './session/color-scheme.ts';
import { createPageRouter } from './routes.tsx';
import { connectParentPage } from './session/parent-page.ts';
import { takeOpening } from './session/read-fragment.ts';
import { createSession } from './session/session.ts';

/** Taken before the router reads the address. */
export const opening = takeOpening();
const session = createSession(opening.token);
export const colorScheme = createColorScheme();
if (opening.colorScheme) colorScheme.set(opening.colorScheme);
const live = createLiveConnection(session);
export const client = createApiClient(session, live);
export const services = {
  session,
  live,
  parentPage: connectParentPage({ session, setColorScheme: colorScheme.set }),
};

// Another link opened in this tab changes only the fragment. This listener is added before that of the router.
window.addEventListener('popstate', () => {
  const { token } = takeOpening();
  if (token) session.setToken(token, 'link');
});

export const router = createPageRouter();
