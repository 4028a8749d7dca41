import { Group, NativeSelect, NumberInput } from '@mantine/core';
import { keepUnits, type KeepTime } from './keep-time.ts';

interface KeepTimeFieldsProps {
  time: KeepTime;
  onChange: (time: KeepTime) => void;
}

/** The time for which the previous secret signs too. */
export function KeepTimeFields({ time, onChange }: KeepTimeFieldsProps) {
  return (
    <Group gap="xs" align="flex-end" pl={32}>
      <NumberInput
        label="For how long"
        description="At most 7 days."
        min={1}
        w={140}
        value={time.count}
        onChange={(count) => onChange({ ...time, count })}
      />
      <NativeSelect
        aria-label="Unit of time"
        data={keepUnits}
        value={time.unit}
        onChange={({ currentTarget }) => onChange({ ...time, unit: currentTarget.value })}
      />
    </Group>
  );
}
