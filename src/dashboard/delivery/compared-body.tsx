import { Mark, Text } from '@mantine/core';
import { showHidden } from '../payload/show-hidden.ts';
import type { AttemptDetails } from './delivery-document.ts';
import classes from './delivery.module.css';
import type { DividedText } from './divide-texts.ts';

interface ComparedBodyProps {
  attempt: AttemptDetails;
  divided: DividedText;
}

/** The body of a response, with the part marked that is not in the other one. */
export function ComparedBody({ attempt, divided }: ComparedBodyProps) {
  const { number, responseBody } = attempt;
  const title = `Response body of attempt ${number}`;
  return (
    <div className={classes.wide}>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      {responseBody === null || responseBody === '' ? (
        <Text size="sm">{responseBody === null ? 'There is none.' : 'It is empty.'}</Text>
      ) : (
        <pre
          className={`${classes.text} foreign-text`}
          tabIndex={0}
          aria-label={title}
          role="region"
        >
          {showHidden(divided.before).text}
          {divided.different !== '' && <Mark>{showHidden(divided.different).text}</Mark>}
          {showHidden(divided.after).text}
        </pre>
      )}
    </div>
  );
}
