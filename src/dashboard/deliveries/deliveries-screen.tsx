import { ScreenTitle } from '../components/screen-title.tsx';

/** The deliveries of the workspace. */
export function DeliveriesScreen() {
  return <ScreenTitle title="Deliveries" />;
}
