import { Alert, Divider, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Section } from '../components/section.tsx';
import { formats, isChat } from '../format/formats.ts';
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
  const format = attempt.format ?? delivery.webhook?.format ?? 'JSON';
  return (
    <Section title={`Attempt ${attempt.number}`}>
      <Stack gap="md">
        {attempt.errorCode === 'OUTCOME_UNKNOWN' && <UnknownOutcome isMessage={isChat(format)} />}
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" verticalSpacing="lg">
          <RequestPanel delivery={delivery} attempt={attempt} format={format} />
          <ResponsePanel key={attempt.number} attempt={attempt} />
        </SimpleGrid>
        <Divider />
        <Title order={3} size="h6">
          What was signed
        </Title>
        {isChat(format) ? (
          <Text size="sm">
            Nothing: {formats[format].name} does not verify signatures, so the request has none. The
            URL alone permits to post.
          </Text>
        ) : (
          <SignedContent key={attempt.number} delivery={delivery} attempt={attempt} />
        )}
      </Stack>
    </Section>
  );
}

function UnknownOutcome({ isMessage }: { isMessage: boolean }) {
  return (
    <Alert color="gray" title="The outcome of this attempt is not known">
      The sender stopped before it recorded the result. The receiver may have got the request, or
      not.{' '}
      {isMessage
        ? 'So it is sent again, and people may see the message twice.'
        : 'So it is sent again, with the same webhook-id: a receiver that has seen this id before can ignore it.'}
    </Alert>
  );
}
