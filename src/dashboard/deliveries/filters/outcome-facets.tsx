import { errorWords, triggerWords } from '../log/log-words.ts';
import { Choices } from './choices.tsx';
import { EventIdField } from './event-id-field.tsx';
import type { FacetPartProps } from './facet-props.ts';
import { Facet } from './facet.tsx';
import { ResponseChoices } from './response-choices.tsx';

/** The parts of the filter about what the receiver did, and why there is a delivery. */
export function OutcomeFacets({ filter, onChange }: FacetPartProps) {
  return (
    <>
      <Facet
        label="Response"
        count={filter.responseStatusClasses.length + Number(filter.responseStatus !== null)}
      >
        <ResponseChoices filter={filter} onChange={onChange} />
      </Facet>
      <Facet label="Error" count={filter.errorCodes.length}>
        <Choices
          label="Error of the last attempt"
          words={errorWords}
          chosen={filter.errorCodes}
          onChange={(errorCodes) => onChange({ errorCodes })}
        />
      </Facet>
      <Facet label="Trigger" count={filter.triggers.length}>
        <Choices
          label="Why the delivery exists"
          words={triggerWords}
          chosen={filter.triggers}
          onChange={(triggers) => onChange({ triggers })}
        />
      </Facet>
      <Facet label="Event" count={Number(filter.eventId !== null)}>
        <EventIdField eventId={filter.eventId} onChange={(eventId) => onChange({ eventId })} />
      </Facet>
    </>
  );
}
