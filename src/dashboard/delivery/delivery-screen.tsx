import { ScreenTitle } from '../components/screen-title.tsx';

/** A delivery with its attempts. */
export function DeliveryScreen() {
  return <ScreenTitle title="Delivery" />;
}
