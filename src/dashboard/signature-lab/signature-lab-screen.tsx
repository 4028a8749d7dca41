import { Alert, SimpleGrid, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { ScreenTitle } from '../components/screen-title.tsx';
import { serverNow } from '../session/server-clock.ts';
import { LabForm } from './lab-form.tsx';
import type { SignatureReport } from './lab-report.ts';
import { LabResults } from './lab-results.tsx';
import { readLabState, type LabValues } from './lab-values.ts';
import { verifyLab } from './verify-lab.ts';

/** Checks signatures in the browser. */
export function SignatureLabScreen() {
  const location = useLocation();
  const [{ secretHint, ...initial }] = useState(() => readLabState(location.state));
  const [reports, setReports] = useState<SignatureReport[]>([]);
  const [isOutdated, setOutdated] = useState(false);
  async function check(values: LabValues) {
    setReports(await verifyLab({ ...values, secretHint, nowMs: serverNow() }));
    setOutdated(false);
  }
  return (
    <>
      <ScreenTitle title="Signature lab" />
      <Text size="sm" maw={760} mb="sm">
        Paste a request that your server received, and the secret of the webhook. The lab says
        whether the signatures match, and if not, why.
      </Text>
      <Alert icon={<IconLock aria-hidden />} color="gray" mb="md" maw={760} py="xs">
        What you paste stays in this browser: no request is made, and nothing is stored.
      </Alert>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        <LabForm
          initial={initial}
          onCheck={(values) => void check(values)}
          onChange={() => setOutdated(true)}
        />
        <LabResults reports={reports} isOutdated={isOutdated} />
      </SimpleGrid>
    </>
  );
}
