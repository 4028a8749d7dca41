import { Anchor, Code, Paper, Stack, Text } from '@mantine/core';
import { Fragment, useMemo, type ReactNode } from 'react';
import { formats, type ChatFormat } from '../format/formats.ts';
import classes from './message-card.module.css';
import type { MessageParts } from './message-parts.ts';
import type { Run } from './parse-marks.ts';
import { readMessage } from './read-message.ts';

interface MessageCardProps {
  format: ChatFormat;
  /** The body of the request. */
  body: string;
}

/** A message about as people see it in their chat: its texts and links, in a plain look. */
export function MessageCard({ format, body }: MessageCardProps) {
  const parts = useMemo(() => readMessage(format, body), [format, body]);
  const { name } = formats[format];
  if (parts === null) return <Text size="sm">This body cannot be shown as a message.</Text>;
  return (
    <div className={classes.root} role="group" aria-label={`Message, about as ${name} shows it`}>
      <Text size="xs" c="dimmed" mb={4}>
        About as {name} shows it
      </Text>
      <Paper
        withBorder
        p="sm"
        className="foreign-text"
        {...(parts.colour !== null && { style: { borderLeft: `4px solid ${parts.colour}` } })}
      >
        <Parts parts={parts} />
      </Paper>
    </div>
  );
}

function Parts({ parts: { title, paragraphs, facts, footer } }: { parts: MessageParts }) {
  return (
    <Stack gap={6}>
      {title.length > 0 && (
        <Text fw={700}>
          <Runs runs={title} />
        </Text>
      )}
      {paragraphs.map((runs, index) => (
        <Text size="sm" key={index}>
          <Runs runs={runs} />
        </Text>
      ))}
      {facts.length > 0 && (
        <dl className={classes.facts}>
          {facts.map(({ name, value }, index) => (
            <div key={index}>
              <dt>{name}</dt>
              <dd>
                <Runs runs={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {footer.length > 0 && (
        <Text size="xs" c="dimmed">
          <Runs runs={footer} />
        </Text>
      )}
    </Stack>
  );
}

function Runs({ runs }: { runs: readonly Run[] }) {
  return runs.map((run, index) => <Fragment key={index}>{look(run)}</Fragment>);
}

function look({ text, isBold, isItalic, isCode, href }: Run): ReactNode {
  if (isCode) return <Code>{text}</Code>;
  const inner = isItalic ? <em>{text}</em> : text;
  const marked = isBold ? <strong>{inner}</strong> : inner;
  if (href === undefined) return marked;
  return (
    <Anchor
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      inherit
      underline="always"
      title={href}
    >
      {marked}
    </Anchor>
  );
}
