import { Code, Input, Select } from '@mantine/core';
import type { TestTarget } from './documents.ts';
import classes from './sample-choice.module.css';
import type { EventTypeGroup } from './order-event-types.ts';

interface SampleChoiceProps {
  groups: EventTypeGroup[];
  type: TestTarget['eventTypes'][number] | undefined;
  onChoose: (name: string) => void;
}

/** Chooses an event type, and shows its sample. */
export function SampleChoice({ groups, type, onChoose }: SampleChoiceProps) {
  return (
    <>
      <Select
        label="Event"
        description={type?.description}
        data={groups}
        value={type?.name ?? null}
        onChange={(name) => name !== null && onChoose(name)}
        allowDeselect={false}
        searchable
        maxDropdownHeight={320}
      />
      <Input.Wrapper label="Sample of its data" labelElement="div">
        <Code block className={classes.sample} tabIndex={0} role="region" aria-label="Sample">
          {JSON.stringify(type?.sample, null, 2)}
        </Code>
      </Input.Wrapper>
    </>
  );
}
