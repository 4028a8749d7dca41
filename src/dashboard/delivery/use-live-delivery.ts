import { useLiveEvent } from '../api/use-live-event.ts';
import { useReload } from '../api/use-reload.ts';
import { deliveryDocument, relatedDocument, type DeliveryDetails } from './delivery-document.ts';

/** Keeps a delivery, its attempts and the list of its repeats up to date. */
export function useLiveDelivery(id: string, delivery: DeliveryDetails | null): void {
  const eventId = delivery?.event?.id ?? null;
  const webhookId = delivery?.webhookId ?? '';
  const reloadDelivery = useReload(deliveryDocument, { id });
  const reloadRelated = useReload(relatedDocument, { eventId: eventId ?? '', webhookId });
  useLiveEvent(eventId, ({ isStart, gap, delivery: changed }) => {
    const isGap = isStart || gap;
    // The message has the row; the attempts are only in the query.
    if (isGap || changed?.id === id) reloadDelivery();
    if (isGap || (changed?.webhookId === webhookId && changed.id !== id)) reloadRelated();
  });
}
