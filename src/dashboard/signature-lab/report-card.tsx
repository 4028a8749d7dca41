import { Badge, Card, Code, Group, Stack, Text, Title } from '@mantine/core';
import { IconCheck, IconClockExclamation, IconX } from '@tabler/icons-react';
import { RelativeTime } from '../components/relative-time.tsx';
import { causes, type CauseCode } from './causes.ts';
import { DifferenceView } from './difference-view.tsx';
import classes from './lab.module.css';
import type { SignatureReport } from './lab-report.ts';
import { WithCode } from './with-code.tsx';

const subjects = {
  standard: 'Standard Webhooks (webhook-signature)',
  plain: 'Plain scheme (x-stockaj-signature)',
  computed: 'The signature of your code',
};

const verdicts = {
  verified: { label: 'Verified', color: 'green', Icon: IconCheck },
  stale: { label: 'Right, but not in time', color: 'yellow', Icon: IconClockExclamation },
  failed: { label: 'Not verified', color: 'red', Icon: IconX },
};

/** The result for one signature. */
export function ReportCard({ report }: { report: SignatureReport }) {
  const { subject, verdict, missing, difference, signedAtMs } = report;
  const { label, color, Icon } = verdicts[verdict];
  return (
    <Card withBorder component="article" aria-label={subjects[subject]} padding="md">
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={3} size="h5">
            {subjects[subject]}
          </Title>
          <Badge
            variant="light"
            color={color}
            leftSection={<Icon size={12} aria-hidden />}
            tt="none"
          >
            {label}
          </Badge>
        </Group>
        {signedAtMs !== null && (
          <Text size="sm">
            Signed <RelativeTime time={new Date(signedAtMs).toISOString()} span />.
          </Text>
        )}
        {missing.length > 0 && <Text size="sm">Not found: {missing.join(', ')}.</Text>}
        {report.causes.map((code) => (
          <CauseText key={code} code={code} />
        ))}
        {difference && <DifferenceView difference={difference} isOfCode={subject === 'computed'} />}
        {verdict === 'failed' && <Signatures report={report} />}
      </Stack>
    </Card>
  );
}

function CauseText({ code }: { code: CauseCode }) {
  const { title, advice } = causes[code];
  return (
    <div>
      <Text fw={600} size="sm">
        <WithCode text={title} />
      </Text>
      <Text size="sm">
        <WithCode text={advice} />
      </Text>
    </div>
  );
}

function Signatures({ report: { given, expected, subject } }: { report: SignatureReport }) {
  if (expected === null || given.length === 0) return null;
  return (
    <div>
      <Text size="sm">
        {subject === 'computed' ? 'Your code made' : 'The header has'}
        {given.length > 1 && ` ${given.length} signatures`}
      </Text>
      <Code block className={`foreign-text ${classes.signature}`}>
        {given.join('\n')}
      </Code>
      <Text size="sm" mt="xs">
        With this secret and body it is
      </Text>
      <Code block className={`foreign-text ${classes.signature}`}>
        {expected}
      </Code>
    </div>
  );
}
