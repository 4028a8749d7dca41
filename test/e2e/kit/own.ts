import type { TestApp } from '../../kit/app.ts';
import type { Customer } from '../../kit/customer.ts';
import { RecoverDeliveries } from '../../kit/documents.ts';
import { createShop } from '../../kit/shop.ts';
import { failDelivery } from './fail-delivery.ts';
import type { OwnedIds } from './rows/root-field-row.ts';

/** Creates an item, a renter and a rent, and a webhook with an event, its failed delivery and a recovery. */
export async function own(app: TestApp, owner: Customer): Promise<OwnedIds> {
  const shop = createShop(app, owner);
  const [item, renter, { id: rentedId }] = await Promise.all([
    shop.createItem(),
    shop.createRenter(),
    shop.createItem(),
  ]);
  const rent = await shop.createRent([{ itemId: rentedId, quantity: 1 }]);
  // The webhook comes last, so it gets exactly one delivery.
  const { id: webhookId } = await owner.createWebhook('https://hooks.example.com/orders');
  const [eventId = ''] = await owner.publish();
  const [delivery] = await owner.log({ webhookIds: [webhookId] });
  if (!delivery) throw new Error('The event has no delivery.');
  await failDelivery(app, delivery.id);
  const input = { filter: { createdAfter: '2025-01-01T00:00:00Z' } };
  const { recoverDeliveries } = await app.ask(owner.token, RecoverDeliveries, { input });
  return {
    workspaceId: owner.workspaceId,
    ...{ webhookId, deliveryId: delivery.id, eventId },
    recoveryId: recoverDeliveries.recovery!.id,
    ...{ itemId: item.id, renterId: renter.id, rentId: rent.id },
  };
}
