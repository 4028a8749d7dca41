import { statusWords } from '../log/log-words.ts';
import { Choices } from './choices.tsx';
import { EventTypeChoices } from './event-type-choices.tsx';
import type { FacetPartProps } from './facet-props.ts';
import { Facet } from './facet.tsx';
import { TimeChoices } from './time-choices.tsx';
import { WebhookChoices } from './webhook-choices.tsx';

/** The parts of the filter that are asked for most. */
export function DeliveryFacets({
  filter,
  onChange,
  hasWebhooks,
}: FacetPartProps & { hasWebhooks: boolean }) {
  return (
    <>
      <Facet label="Status" count={filter.statuses.length}>
        <Choices
          label="Status"
          words={statusWords}
          chosen={filter.statuses}
          onChange={(statuses) => onChange({ statuses })}
        />
      </Facet>
      <Facet label="Event type" count={filter.eventTypes.length}>
        <EventTypeChoices filter={filter} onChange={onChange} />
      </Facet>
      {hasWebhooks && (
        <Facet label="Webhook" count={filter.webhookIds.length}>
          <WebhookChoices filter={filter} onChange={onChange} />
        </Facet>
      )}
      <Facet
        label="Time"
        count={Number(filter.createdAfter !== null) + Number(filter.createdBefore !== null)}
      >
        <TimeChoices filter={filter} onChange={onChange} />
      </Facet>
    </>
  );
}
