import type { TestApp } from '../../kit/app.ts';
import type { Customer } from '../../kit/customer.ts';
import { createShop } from '../../kit/shop.ts';
import { failDelivery } from './fail-delivery.ts';
import type { OwnedIds } from './rows/root-field-row.ts';

/** Creates an item, a renter and a rent, and a webhook with an event and its failed delivery. */
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
  return {
    workspaceId: owner.workspaceId,
    ...{ webhookId, deliveryId: delivery.id, eventId },
    ...{ itemId: item.id, renterId: renter.id, rentId: rent.id },
  };
}
