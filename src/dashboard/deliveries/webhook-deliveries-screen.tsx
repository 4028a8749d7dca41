import { useParams } from 'react-router';
import { DeliveryLogView } from './delivery-log-view.tsx';

/** The deliveries of a webhook. */
export function WebhookDeliveriesScreen() {
  const { webhookId = '' } = useParams();
  return <DeliveryLogView key={webhookId} webhookId={webhookId} />;
}
