import { Stack } from '@mantine/core';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { ErrorCard } from '../components/error-card.tsx';
import { ScreenTitle } from '../components/screen-title.tsx';
import { AttemptsSection } from './attempts-section.tsx';
import { deliveryDocument, type DeliveryDetails } from './delivery-document.ts';
import { DeliverySkeleton } from './delivery-skeleton.tsx';
import { DeliverySummary } from './delivery-summary.tsx';
import { MissingDelivery } from './missing-delivery.tsx';
import { RelatedDeliveries } from './related-deliveries.tsx';
import { ResendResult } from './resend-result.tsx';
import { ResendButton } from './resend-button.tsx';
import { useLiveDelivery } from './use-live-delivery.ts';
import { useResend } from './use-resend.ts';

/** A delivery with its attempts. */
export function DeliveryScreen() {
  const { deliveryId = '' } = useParams();
  return <Delivery key={deliveryId} id={deliveryId} />;
}

function Delivery({ id }: { id: string }) {
  const [{ data, error, fetching, stale }, reload] = useQuery({
    query: deliveryDocument,
    variables: { id },
  });
  const delivery = data?.delivery;
  useLiveDelivery(id, delivery ?? null);
  if (delivery) return <LoadedDelivery delivery={delivery} />;
  return (
    <>
      <ScreenTitle title="Delivery" />
      {error && (
        <ErrorCard error={error} onRetry={() => reload({ requestPolicy: 'network-only' })} />
      )}
      {!error && (!data || fetching || stale) && <DeliverySkeleton />}
      {!error && data && !fetching && !stale && <MissingDelivery id={id} />}
    </>
  );
}

function LoadedDelivery({ delivery }: { delivery: DeliveryDetails }) {
  const resend = useResend(delivery.id);
  return (
    <>
      <ScreenTitle title={`Delivery of ${delivery.eventType}`}>
        <ResendButton delivery={delivery} resend={resend} />
      </ScreenTitle>
      <Stack gap="lg">
        <ResendResult resend={resend} />
        <DeliverySummary delivery={delivery} />
        <AttemptsSection delivery={delivery} />
        <RelatedDeliveries delivery={delivery} />
      </Stack>
    </>
  );
}
