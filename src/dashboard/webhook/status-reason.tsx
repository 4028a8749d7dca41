import { RelativeTime } from '../components/relative-time.tsx';
import { toWords } from '../words/to-words.ts';
import type { WebhookFacts } from './webhook-facts.ts';

/** Says in a few words why a webhook does not receive events, or not well. Nothing when all is well. */
export function StatusReason({ webhook }: { webhook: WebhookFacts }) {
  const { status, pausedAt, health } = webhook;
  if (status === 'SUSPENDED') return 'The plan has no room for it.';
  if (status === 'DISABLED') return <DisabledReason webhook={webhook} />;
  if (status === 'PAUSED') {
    return <>Paused {pausedAt && <RelativeTime time={pausedAt} />}. New deliveries wait.</>;
  }
  if (health?.coolingDownUntil) {
    return (
      <>
        The receiver asked to wait. It gets the next delivery{' '}
        <RelativeTime time={health.coolingDownUntil} />.
      </>
    );
  }
  return health?.failingSince ? <FailingReason health={health} /> : null;
}

function DisabledReason({ webhook: { statusReason, disabledAt } }: { webhook: WebhookFacts }) {
  const since = disabledAt && <RelativeTime time={disabledAt} />;
  if (statusReason === 'RECEIVER_GONE')
    return <>The receiver said {since} that it is gone, or that the URL is no longer valid.</>;
  return <>No delivery had succeeded for days. Disabled {since}.</>;
}

function FailingReason({ health }: { health: NonNullable<WebhookFacts['health']> }) {
  const { failingSince, lastFailure } = health;
  return (
    <>
      {lastFailure && (
        <span className="foreign-text">
          {lastFailure.errorMessage ?? toWords(lastFailure.errorCode)}
        </span>
      )}{' '}
      Began {failingSince && <RelativeTime time={failingSince} />}.
    </>
  );
}
