import { ScreenTitle } from '../components/screen-title.tsx';

/** The form for a new webhook. */
export function NewWebhookScreen() {
  return <ScreenTitle title="New webhook" />;
}
