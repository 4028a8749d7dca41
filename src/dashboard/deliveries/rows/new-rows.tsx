import { Button, VisuallyHidden } from '@mantine/core';
import { useThrottledValue } from '@mantine/hooks';
import { IconArrowUp } from '@tabler/icons-react';
import { writeNumber } from '../../words/numbers.ts';
import { newMax } from '../log/log-page.ts';
import classes from './log.module.css';

/** Milliseconds between two announcements, so that a busy log does not talk all the time. */
const announceMs = 5_000;

/** Says how many new deliveries there are, and shows them when it is pressed. No row moves before that. */
export function NewRows({ count, onShow }: { count: number; onShow: () => void }) {
  const announced = useThrottledValue(count, announceMs);
  return (
    <div className={classes.new}>
      <VisuallyHidden aria-live="polite">{announced > 0 && describe(announced)}</VisuallyHidden>
      {count > 0 && (
        <Button
          size="compact-sm"
          leftSection={<IconArrowUp size={14} aria-hidden />}
          onClick={onShow}
        >
          {describeNumber(count)} new
        </Button>
      )}
    </div>
  );
}

function describe(count: number): string {
  return count === 1 ? '1 new delivery' : `${describeNumber(count)} new deliveries`;
}

function describeNumber(count: number): string {
  return count < newMax ? String(count) : `${writeNumber(newMax)} or more`;
}
