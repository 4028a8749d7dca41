import { ScreenTitle } from '../components/screen-title.tsx';

/** An event, and what became of it at each webhook. */
export function EventScreen() {
  return <ScreenTitle title="Event" />;
}
