import { NumberInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { responseClassWords } from '../log/log-words.ts';
import { Choices } from './choices.tsx';
import type { FacetPartProps } from './facet-props.ts';

const statusRange = { least: 100, most: 999 };

/** The status of the last response: its class, or one code. */
export function ResponseChoices({ filter, onChange }: FacetPartProps) {
  const [code, setCode] = useState<string | number>(filter.responseStatus ?? '');
  const isComplete = typeof code === 'number' && code >= statusRange.least;
  const apply = () => {
    const responseStatus = isComplete ? code : null;
    if (responseStatus !== filter.responseStatus) onChange({ responseStatus });
  };
  return (
    <Stack gap="sm">
      <Choices
        label="Response"
        words={responseClassWords}
        chosen={filter.responseStatusClasses}
        onChange={(responseStatusClasses) => onChange({ responseStatusClasses })}
      />
      <NumberInput
        label="Status code"
        placeholder="503"
        size="xs"
        hideControls
        allowDecimal={false}
        clampBehavior="strict"
        min={0}
        max={statusRange.most}
        value={code}
        onChange={setCode}
        onBlur={apply}
        onKeyDown={({ key }) => key === 'Enter' && apply()}
      />
    </Stack>
  );
}
