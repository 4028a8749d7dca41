import { Alert, Stack, Text, Title } from '@mantine/core';
import { PayloadView } from '../payload/payload-view.tsx';
import type { AttemptDetails } from './delivery-document.ts';
import classes from './delivery.module.css';
import { HeaderTable } from './header-table.tsx';

/** The response to an attempt, or why there is none. */
export function ResponsePanel({ attempt }: { attempt: AttemptDetails }) {
  const { responseStatus, responseHeaders, errorMessage } = attempt;
  return (
    <Stack gap="sm" className={classes.wide ?? ''}>
      <Title order={3} size="h6">
        Response
      </Title>
      {responseStatus === null ? (
        <Text size="sm">No response was received.</Text>
      ) : (
        <Text size="sm" className={classes.code ?? ''}>
          <b>HTTP {responseStatus}</b>
        </Text>
      )}
      {errorMessage !== null && (
        <Text size="sm" className="foreign-text">
          {errorMessage}
        </Text>
      )}
      {attempt.note !== null && <Text size="sm">{attempt.note}</Text>}
      {responseHeaders !== null && (
        <HeaderTable headers={responseHeaders} title="Response headers" />
      )}
      {responseStatus !== null && <ResponseBody attempt={attempt} />}
    </Stack>
  );
}

function ResponseBody({ attempt }: { attempt: AttemptDetails }) {
  const { responseBody, responseBodyCut, responseBodyError } = attempt;
  return (
    <>
      <Text size="sm" fw={600}>
        Response body
      </Text>
      {responseBodyError !== null && (
        <Alert color="gray" py="xs" className="foreign-text">
          {responseBodyError}
        </Alert>
      )}
      {responseBodyCut && (
        <Text size="sm">The log keeps the first 16 KiB. The rest of this body is not shown.</Text>
      )}
      {responseBody === '' && <Text size="sm">The response had no body.</Text>}
      {responseBody !== null && responseBody !== '' && (
        <PayloadView text={responseBody} label="Response body" />
      )}
    </>
  );
}
