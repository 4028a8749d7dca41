import { Stack, Text } from '@mantine/core';
import { Section } from '../components/section.tsx';
import { AttemptCard } from './attempt-card.tsx';
import { AttemptTimeline } from './attempt-timeline.tsx';
import { useChoice } from './choose-attempts.ts';
import { Comparison } from './comparison.tsx';
import { ComparisonChoice } from './comparison-choice.tsx';
import { isChat } from '../format/formats.ts';
import type { DeliveryDetails } from './delivery-document.ts';
import { PayloadPanel } from './payload-panel.tsx';

/** The attempts of a delivery, one of them in full, or two side by side. */
export function AttemptsSection({ delivery }: { delivery: DeliveryDetails }) {
  const { attempts } = delivery;
  const [choice, choose] = useChoice(attempts.map(({ number }) => number));
  const shown = attempts.find(({ number }) => number === choice.shown) ?? attempts.at(-1);
  const compared = attempts.find(({ number }) => number === choice.compared);
  return (
    <Stack gap="lg">
      <Section title="Attempts">
        <AttemptTimeline delivery={delivery} shownNumber={shown?.number ?? null} />
        {shown && attempts.length > 1 && (
          <ComparisonChoice attempts={attempts} shown={shown} compared={compared} choose={choose} />
        )}
      </Section>
      {shown && compared && <Comparison attempts={[shown, compared]} />}
      {shown && !compared && <AttemptCard delivery={delivery} attempt={shown} />}
      {!shown && (
        <Section title="Body">
          <Text size="sm" mb="xs">
            {isChat(delivery.webhook?.format ?? 'JSON')
              ? 'This is the event. The message is made from it when it is sent.'
              : 'This is what is sent. The headers are known once it has been sent.'}
          </Text>
          <PayloadPanel payload={delivery.requestPayload} />
        </Section>
      )}
    </Stack>
  );
}
