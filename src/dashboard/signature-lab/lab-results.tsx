import { Alert, Stack, Text, Title } from '@mantine/core';
import type { SignatureReport } from './lab-report.ts';
import { ReportCard } from './report-card.tsx';

interface LabResultsProps {
  reports: readonly SignatureReport[];
  /** Whether the form has changed since. */
  isOutdated: boolean;
}

/** The results of the lab, told to screen readers when they come. */
export function LabResults({ reports, isOutdated }: LabResultsProps) {
  return (
    <Stack component="section" aria-labelledby="lab-results" gap="md">
      <Title order={2} size="h4" id="lab-results">
        Result
      </Title>
      <Stack aria-live="polite" gap="md">
        {reports.length === 0 && <Text c="dimmed">Nothing has been checked yet.</Text>}
        {reports.length > 0 && isOutdated && (
          <Alert color="yellow" py="xs">
            This is the result of what stood here before. Check again.
          </Alert>
        )}
        {reports.map((report) => (
          <ReportCard key={report.subject} report={report} />
        ))}
      </Stack>
    </Stack>
  );
}
