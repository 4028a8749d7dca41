import { Checkbox, Stack } from '@mantine/core';

interface ChoicesProps<Value extends string> {
  label: string;
  /** The values that can be chosen, with their words. */
  words: Record<Value, string>;
  chosen: readonly Value[];
  onChange: (chosen: Value[]) => void;
}

/** Several values of one part of the filter, of which any may match. */
export function Choices<Value extends string>({
  label,
  words,
  chosen,
  onChange,
}: ChoicesProps<Value>) {
  const values = Object.keys(words) as Value[];
  return (
    <Checkbox.Group label={label} value={[...chosen]} onChange={onChange}>
      <Stack gap={6} mt="xs">
        {values.map((value) => (
          <Checkbox key={value} size="xs" value={value} label={words[value]} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
