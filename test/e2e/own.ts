import type { Customer } from '../kit/customer.ts';
import type { OwnedIds } from './root-field-rows.ts';

/** Makes a webhook with an event and its delivery. */
export async function own(owner: Customer): Promise<OwnedIds> {
  const { id: webhookId } = await owner.createWebhook('https://hooks.example.com/orders');
  const [eventId = ''] = await owner.publish();
  const [delivery] = await owner.log({ webhookId });
  if (!delivery) throw new Error('The event has no delivery.');
  return { workspaceId: owner.workspaceId, webhookId, deliveryId: delivery.id, eventId };
}
