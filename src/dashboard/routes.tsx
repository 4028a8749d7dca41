import type { ComponentType } from 'react';
import { createHashRouter, redirect, type RouteObject } from 'react-router';
import { Layout } from './layout.tsx';
import { NotFoundScreen } from './not-found-screen.tsx';
import { ScreenFailure } from './screen-failure.tsx';
import { WebhooksScreen } from './webhooks/webhooks-screen.tsx';

/** Loads a screen when it is opened. */
function onDemand<Name extends string>(
  load: () => Promise<Record<Name, ComponentType>>,
  name: Name,
): Pick<RouteObject, 'lazy'> {
  return { lazy: async () => ({ Component: (await load())[name] }) };
}

const ofWebhook: RouteObject[] = [
  { index: true, loader: ({ params }) => redirect(`/webhooks/${params.webhookId}/deliveries`) },
  {
    path: 'deliveries',
    ...onDemand(
      () => import('./deliveries/webhook-deliveries-screen.tsx'),
      'WebhookDeliveriesScreen',
    ),
  },
  {
    path: 'charts',
    ...onDemand(() => import('./charts/webhook-charts-screen.tsx'), 'WebhookChartsScreen'),
  },
  {
    path: 'settings',
    ...onDemand(
      () => import('./webhook-form/webhook-settings-screen.tsx'),
      'WebhookSettingsScreen',
    ),
  },
];

/** Every place of the page. All but the first screen are loaded when they are opened. */
const routes: RouteObject[] = [
  {
    errorElement: <ScreenFailure />, // in the layout, so that the rest of the page stays
    children: [
      { index: true, loader: () => redirect('/webhooks') },
      { path: 'webhooks', element: <WebhooksScreen /> },
      {
        path: 'webhooks/new',
        ...onDemand(() => import('./webhook-form/new-webhook-screen.tsx'), 'NewWebhookScreen'),
      },
      {
        path: 'webhooks/:webhookId',
        ...onDemand(() => import('./webhook/webhook-layout.tsx'), 'WebhookLayout'),
        children: ofWebhook,
      },
      {
        path: 'deliveries',
        ...onDemand(() => import('./deliveries/deliveries-screen.tsx'), 'DeliveriesScreen'),
      },
      {
        path: 'deliveries/:deliveryId',
        ...onDemand(() => import('./delivery/delivery-screen.tsx'), 'DeliveryScreen'),
      },
      { path: 'events', ...onDemand(() => import('./events/events-screen.tsx'), 'EventsScreen') },
      {
        path: 'events/:eventId',
        ...onDemand(() => import('./events/event-screen.tsx'), 'EventScreen'),
      },
      {
        path: 'recoveries',
        ...onDemand(() => import('./recoveries/recoveries-screen.tsx'), 'RecoveriesScreen'),
      },
      {
        path: 'recoveries/:recoveryId',
        ...onDemand(() => import('./recoveries/recovery-screen.tsx'), 'RecoveryScreen'),
      },
      { path: 'charts', ...onDemand(() => import('./charts/charts-screen.tsx'), 'ChartsScreen') },
      {
        path: 'signature-lab',
        ...onDemand(() => import('./signature-lab/signature-lab-screen.tsx'), 'SignatureLabScreen'),
      },
      { path: '*', element: <NotFoundScreen /> },
    ],
  },
];

/** Creates the router, which begins at the present fragment of the address. */
export function createPageRouter() {
  const layout = { element: <Layout />, HydrateFallback: () => null };
  return createHashRouter([{ ...layout, errorElement: <ScreenFailure />, children: routes }]);
}
