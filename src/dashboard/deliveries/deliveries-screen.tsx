import { ScreenTitle } from '../components/screen-title.tsx';
import { DeliveryLogView } from './delivery-log-view.tsx';

/** The deliveries of the workspace. */
export function DeliveriesScreen() {
  return (
    <>
      <ScreenTitle title="Deliveries" />
      <DeliveryLogView webhookId={null} />
    </>
  );
}
