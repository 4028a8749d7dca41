import { Button, Group, NativeSelect } from '@mantine/core';
import type { ChosenAttempts } from './choose-attempts.ts';
import type { AttemptDetails } from './delivery-document.ts';
import { describeAttempt } from './describe-attempt.ts';

interface ComparisonChoiceProps {
  attempts: readonly AttemptDetails[];
  shown: AttemptDetails;
  compared: AttemptDetails | undefined;
  choose: (choice: ChosenAttempts) => void;
}

/** Chooses the attempt that is compared with the one shown. */
export function ComparisonChoice({ attempts, shown, compared, choose }: ComparisonChoiceProps) {
  const others = attempts.filter(({ number }) => number !== shown.number);
  return (
    <Group gap="xs" mt="md" align="flex-end">
      <NativeSelect
        size="xs"
        label={`Compare attempt ${shown.number} with`}
        value={compared ? String(compared.number) : ''}
        data={[
          { value: '', label: 'No other attempt' },
          ...others.map((attempt) => ({
            value: String(attempt.number),
            label: `Attempt ${attempt.number}: ${describeAttempt(attempt)}`,
          })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          choose({ shown: shown.number, compared: value === '' ? null : Number(value) })
        }
      />
      {compared && (
        <Button
          size="xs"
          variant="default"
          onClick={() => choose({ shown: shown.number, compared: null })}
        >
          End the comparison
        </Button>
      )}
    </Group>
  );
}
