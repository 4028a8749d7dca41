import { ScreenTitle } from '../components/screen-title.tsx';

/** The deliveries of a webhook. */
export function WebhookDeliveriesScreen() {
  return <ScreenTitle title="Deliveries" />;
}
