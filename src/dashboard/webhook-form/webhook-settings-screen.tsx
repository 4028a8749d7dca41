import { ScreenTitle } from '../components/screen-title.tsx';

/** The settings of a webhook. */
export function WebhookSettingsScreen() {
  return <ScreenTitle title="Settings" />;
}
