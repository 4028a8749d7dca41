import { ScreenTitle } from '../components/screen-title.tsx';

/** The events of the workspace. */
export function EventsScreen() {
  return <ScreenTitle title="Events" />;
}
