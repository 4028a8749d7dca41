import { createContext, useContext, useSyncExternalStore } from 'react';
import type { ConnectionState, LiveConnection } from '../api/live-connection.ts';
import type { ParentPage } from './parent-page.ts';
import type { Session, SessionState } from './session.ts';

/** The parts of the page that live as long as it does. */
export interface Services {
  session: Session;
  live: LiveConnection;
  /** Null when the page is not in a frame. */
  parentPage: ParentPage | null;
}

const ServicesContext = createContext<Services | null>(null);

export const ServicesProvider = ServicesContext.Provider;

/** @throws Error outside the provider */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('There are no services here.');
  return services;
}

export function useSessionState(): SessionState {
  const { session } = useServices();
  return useSyncExternalStore(session.subscribe, session.getState);
}

/** Returns whether live updates arrive. */
export function useConnectionState(): ConnectionState {
  const { live } = useServices();
  return useSyncExternalStore(live.subscribe, live.getState);
}
