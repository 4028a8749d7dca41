import { Badge, Text } from '@mantine/core';
import { memo, type CSSProperties, type Ref } from 'react';
import { Link } from 'react-router';
import { Outcome } from '../../components/outcome.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import type { LogRow } from '../log/log-page.ts';
import { triggerWords } from '../log/log-words.ts';
import { writeMs } from '../../words/durations.ts';
import { describeExactTime } from './describe-exact-time.ts';
import classes from './log.module.css';
import { NextAttempt } from './next-attempt.tsx';

interface LogRowViewProps {
  row: LogRow;
  /** The number of the row among all of the table, from 1. */
  number: number;
  top: number;
  /** Whether the row names its webhook. */
  hasWebhook: boolean;
  linkRef: Ref<HTMLAnchorElement> | undefined;
}

/** A delivery in a list. It is drawn again only when it has changed. */
export const LogRowView = memo(function LogRowView({
  row,
  number,
  top,
  hasWebhook,
  linkRef,
}: LogRowViewProps) {
  const { delivery, isMatch } = row;
  const { id, eventType, trigger, webhook, webhookId, attemptCount, maxAttempts } = delivery;
  const place: CSSProperties = { transform: `translateY(${top}px)` };
  return (
    <div
      role="row"
      aria-rowindex={number}
      className={join(classes.row, !isMatch && classes.unmatched)}
      style={place}
    >
      <div role="cell" className={join(classes.cell, classes.outcome)}>
        <span className={classes.above}>
          <Outcome delivery={delivery} />
        </span>
      </div>
      <div role="cell" className={join(classes.cell, classes.type)}>
        <Link
          ref={linkRef}
          to={`/deliveries/${id}`}
          className={join(classes.link, classes.cut, 'foreign-text')}
          data-row={number}
        >
          {eventType}
        </Link>
        {trigger !== 'EVENT' && (
          <Badge variant="default" size="xs" tt="none" flex="none">
            {triggerWords[trigger]}
          </Badge>
        )}
        {!isMatch && (
          <Badge variant="default" size="xs" tt="none" flex="none">
            No longer matches
          </Badge>
        )}
      </div>
      {hasWebhook && (
        <div role="cell" className={join(classes.cell, classes.webhook)}>
          <span className={join(classes.cut, 'foreign-text')}>
            {webhook?.name ?? `Deleted (${webhookId})`}
          </span>
        </div>
      )}
      <div role="cell" className={join(classes.cell, classes.attempts)}>
        <span>
          {attemptCount} of {maxAttempts}
        </span>
        <NextAttempt delivery={delivery} />
      </div>
      <div role="cell" className={join(classes.cell, classes.duration)}>
        {writeMs(delivery.responseTimeMs)}
      </div>
      <div role="cell" className={join(classes.cell, classes.time)}>
        <Text size="xs" c="dimmed" className={classes.exact ?? ''}>
          {describeExactTime(delivery.createdAt)}
        </Text>
        <RelativeTime time={delivery.createdAt} className={classes.above ?? ''} />
      </div>
    </div>
  );
});

const join = (...names: (string | false | undefined)[]) => names.filter(Boolean).join(' ');
