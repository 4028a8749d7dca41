import { Alert, Divider, SimpleGrid, Stack, Title } from '@mantine/core';
import { Section } from '../components/section.tsx';
import type { AttemptDetails, DeliveryDetails } from './delivery-document.ts';
import { RequestPanel } from './request-panel.tsx';
import { ResponsePanel } from './response-panel.tsx';
import { SignedContent } from './signed-content.tsx';

interface AttemptCardProps {
  delivery: DeliveryDetails;
  attempt: AttemptDetails;
}

/** One attempt in full: its request, its response, and what was signed. */
export function AttemptCard({ delivery, attempt }: AttemptCardProps) {
  const { requestPayload } = delivery;
  return (
    <Section title={`Attempt ${attempt.number}`}>
      <Stack gap="md">
        {attempt.errorCode === 'OUTCOME_UNKNOWN' && <UnknownOutcome />}
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" verticalSpacing="lg">
          <RequestPanel attempt={attempt} payload={requestPayload} />
          <ResponsePanel key={attempt.number} attempt={attempt} />
        </SimpleGrid>
        <Divider />
        <Title order={3} size="h6">
          What was signed
        </Title>
        <SignedContent key={attempt.number} delivery={delivery} attempt={attempt} />
      </Stack>
    </Section>
  );
}

function UnknownOutcome() {
  return (
    <Alert color="gray" title="The outcome of this attempt is not known">
      The sender stopped before it recorded the result. The receiver may have got the request, or
      not. So it is sent again, with the same webhook-id: a receiver that has seen this id before
      can ignore it.
    </Alert>
  );
}
