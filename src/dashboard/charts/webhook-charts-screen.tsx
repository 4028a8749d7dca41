import { ScreenTitle } from '../components/screen-title.tsx';

/** Results and response times of a webhook. */
export function WebhookChartsScreen() {
  return <ScreenTitle title="Charts" />;
}
