import { Checkbox, Fieldset, Input, SimpleGrid, Stack, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { familyOf } from '../words/selected-events.ts';
import type { EventTypeChoice } from './documents.ts';
import { EventChoice } from './event-choice.tsx';
import { groupEventTypes, type EventTypeGroup } from './group-event-types.ts';
import type { WebhookValues } from './webhook-values.ts';

interface EventPickerProps {
  form: UseFormReturnType<WebhookValues>;
  types: readonly EventTypeChoice[];
}

/** The event types that a webhook listens to: all of them, all of a noun, or those that one chooses. */
export function EventPicker({ form, types }: EventPickerProps) {
  const { hasAllEvents, events } = form.values;
  // One field at a time: setting several would remove the errors of all.
  const change = <Field extends 'hasAllEvents' | 'events'>(
    field: Field,
    value: WebhookValues[Field],
  ) => {
    form.setFieldValue(field, value as never);
    form.clearFieldError('events');
  };
  return (
    <Fieldset legend={<Text span size="sm" fw={600} children="Events" />} miw={0} mx={0}>
      <Stack gap="md">
        <Checkbox
          label="All events, also future ones"
          description="Event types that are added later are sent too."
          data-path="events"
          checked={hasAllEvents}
          onChange={({ currentTarget }) => change('hasAllEvents', currentTarget.checked)}
        />
        <Input.Error role="alert">{form.errors.events}</Input.Error>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="lg">
          {groupEventTypes(types).map((group) => (
            <EventGroup
              key={group.noun}
              group={group}
              chosen={events}
              isFixed={hasAllEvents}
              onChange={(next) => change('events', next)}
            />
          ))}
        </SimpleGrid>
      </Stack>
    </Fieldset>
  );
}

interface EventGroupProps {
  group: EventTypeGroup<EventTypeChoice>;
  /** Names and families that are chosen, also of other groups. */
  chosen: readonly string[];
  isFixed: boolean;
  onChange: (chosen: string[]) => void;
}

function EventGroup({ group: { noun, types }, chosen, isFixed, onChange }: EventGroupProps) {
  const family = familyOf(noun);
  const isWhole = isFixed || chosen.includes(family);
  const choose = (some: string, isChosen: boolean) => {
    const others = chosen.filter((name) => name !== some);
    onChange(isChosen ? [...others, some] : others);
  };
  return (
    <Stack gap="sm" role="group" aria-label={`Events of a ${noun}`}>
      <Checkbox
        label={`All ${noun} events, also future ones`}
        fw={600}
        checked={isWhole}
        indeterminate={!isWhole && types.some(({ name }) => chosen.includes(name))}
        disabled={isFixed}
        onChange={({ currentTarget }) => choose(family, currentTarget.checked)}
      />
      {types.map((type) => (
        <EventChoice
          key={type.name}
          type={type}
          isChosen={chosen.includes(type.name)}
          isFixed={isWhole}
          onChange={(isChosen) => choose(type.name, isChosen)}
        />
      ))}
    </Stack>
  );
}
