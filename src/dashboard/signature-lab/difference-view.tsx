import { Text } from '@mantine/core';
import { Fragment } from 'react';
import type { Difference } from './first-difference.ts';
import classes from './lab.module.css';
import { showInvisible } from './show-invisible.ts';

interface DifferenceViewProps {
  difference: Difference;
  /** Whether the texts are the given one and that of the code of the person. */
  isOfCode: boolean;
}

/** The first differing byte, with what stands around it in both texts. */
export function DifferenceView({ difference, isOfCode }: DifferenceViewProps) {
  const { offset, before, signed, given } = difference;
  const rows = isOfCode
    ? [
        { label: 'Pasted', text: signed },
        { label: 'Your code', text: given },
      ]
    : [
        { label: 'Signed', text: signed },
        { label: 'Pasted', text: given },
      ];
  return (
    <div>
      <Text size="sm">{describeOffset(offset)}</Text>
      <dl className={classes.difference}>
        {rows.map(({ label, text }) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>
              <Excerpt before={before} text={text} />
            </dd>
          </Fragment>
        ))}
      </dl>
    </div>
  );
}

function Excerpt({ before, text }: { before: string; text: string }) {
  const [first = '', ...rest] = Array.from(text);
  return (
    <bdi className={`foreign-text ${classes.text}`}>
      {showInvisible(before)}
      <mark className={classes.mark}>{showMarked(first)}</mark>
      {showInvisible(rest.join(''))}
    </bdi>
  );
}

function showMarked(character: string): string {
  if (character === '') return '(end)';
  return character === ' ' ? '␣' : showInvisible(character);
}

function describeOffset(offset: number): string {
  if (offset === 0) return 'They differ from the first byte on:';
  return `The first ${offset === 1 ? 'byte is' : `${offset} bytes are`} the same. Then they differ:`;
}
