import { Alert, Anchor, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../api/graphql/index.ts';
import { ErrorCard } from '../components/error-card.tsx';
import { CopyButton } from '../components/copy.tsx';
import { PayloadText } from '../payload/payload-text.tsx';
import type { AttemptDetails, DeliveryDetails } from './delivery-document.ts';

const signedDocument = graphql(/* GraphQL */ `
  query DeliverySigned($id: ID!) {
    delivery(id: $id) {
      id
      attempts {
        number
        signedContent
      }
    }
  }
`);

interface SignedContentProps {
  delivery: DeliveryDetails;
  attempt: AttemptDetails;
}

/** The exact text that the signature covers. It is loaded when it is asked for: it is as long as the body. */
export function SignedContent(props: SignedContentProps) {
  const [isShown, setShown] = useState(false);
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">
        The header <code>webhook-signature</code> is the HMAC-SHA256 of three parts joined by dots:
        the header <code>webhook-id</code>, the header <code>webhook-timestamp</code>, and the body.
        A receiver must use the body exactly as it arrived, before anything reads it as JSON.
      </Text>
      {isShown ? (
        <LoadedContent {...props} />
      ) : (
        <Button size="compact-sm" variant="default" onClick={() => setShown(true)}>
          Show what was signed
        </Button>
      )}
    </Stack>
  );
}

function LoadedContent({ delivery, attempt }: SignedContentProps) {
  const [{ data, error }, reload] = useQuery({
    query: signedDocument,
    variables: { id: delivery.id },
    requestPolicy: 'cache-first',
  });
  const signed = data?.delivery?.attempts.find(({ number }) => number === attempt.number);
  if (error && !signed) return <ErrorCard error={error} onRetry={() => reload()} />;
  if (!signed) return <Skeleton height={80} />;
  const { signedContent } = signed;
  if (signedContent === null) return <Alert color="gray">{explainMissing(attempt)}</Alert>;
  const state = {
    signedContent,
    headers: attempt.requestHeaders,
    body: delivery.requestPayload,
    secretHint: delivery.webhook?.secretHint,
  };
  return (
    <Stack gap={4} w="100%">
      <PayloadText text={signedContent} label="Signed text" />
      <Group>
        <CopyButton text={signedContent} label="Copy signed text" />
        <Anchor component={Link} to="/signature-lab" state={state} size="sm">
          Check it in the signature lab
        </Anchor>
      </Group>
    </Stack>
  );
}

function explainMissing({ errorCode }: AttemptDetails): string {
  return errorCode === 'OUTCOME_UNKNOWN'
    ? 'It is not known what was signed: the sender stopped before it recorded the request.'
    : 'The text is gone: the event was erased, or is no longer kept.';
}
