import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconSend } from '@tabler/icons-react';
import { useQuery } from 'urql';
import { graphql } from '../api/graphql/index.ts';
import { DeliveryLine } from '../components/delivery-line.tsx';
import { writeSeconds } from '../words/durations.ts';
import { describeDelivery } from './describe-delivery.ts';
import type { Resend } from './use-resend.ts';

const madeDocument = graphql(/* GraphQL */ `
  query DeliveryMade($id: ID!) {
    delivery(id: $id) {
      ...DeliveryRow
      webhook {
        id
        status
      }
    }
  }
`);

/** The result of a resend: the reason of a refusal, or the new delivery, live. */
export function ResendResult({ resend }: { resend: Resend }) {
  const { refusal, waitSeconds, madeId } = resend;
  return (
    <>
      {refusal !== null && (
        <Alert
          color="gray"
          icon={<IconAlertTriangle aria-hidden />}
          title="This was not sent again"
          role="group"
        >
          <span role="alert">{refusal}</span>
          {/* Not in the alert, which is read out with each change. */}
          {waitSeconds > 0 && ` The next resend is allowed in ${writeSeconds(waitSeconds)}.`}
        </Alert>
      )}
      {madeId !== null && <MadeDelivery id={madeId} />}
    </>
  );
}

function MadeDelivery({ id }: { id: string }) {
  const [{ data }] = useQuery({ query: madeDocument, variables: { id } });
  const delivery = data?.delivery ?? null;
  return (
    <Alert color="gray" icon={<IconSend aria-hidden />} title="Sent again" role="status">
      <DeliveryLine
        id={id}
        delivery={delivery}
        text={
          delivery
            ? describeDelivery(delivery, delivery.webhook?.status ?? null)
            : 'A new delivery was made.'
        }
        linkLabel="Open the new delivery"
      />
    </Alert>
  );
}
