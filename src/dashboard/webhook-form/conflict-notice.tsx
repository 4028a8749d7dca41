import { Alert, Button, Stack, Table, Text } from '@mantine/core';
import { listDifferences, textOf } from './compare-values.ts';
import { conflictId, type SettingsFormState } from './use-settings-form.ts';
import { fieldLabels } from './webhook-values.ts';

/** Says that someone else has changed the webhook, shows what, and offers to take that into the form. */
export function ConflictNotice({ settings }: { settings: SettingsFormState }) {
  const { base, present, form, loadPresent } = settings;
  const typed = listDifferences(base, form.values);
  return (
    <Alert
      id={conflictId}
      tabIndex={-1}
      color="orange"
      title="Someone else has changed this webhook"
      role="alert"
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          Load the present state, then save. What you have typed stays in the form.
        </Text>
        <Table withRowBorders={false} verticalSpacing={2} layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Setting</Table.Th>
              <Table.Th>When you opened it</Table.Th>
              <Table.Th>Now</Table.Th>
              <Table.Th>In your form</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {listDifferences(base, present).map((field) => (
              <Table.Tr key={field}>
                <Table.Th scope="row">{fieldLabels[field]}</Table.Th>
                <Table.Td className="foreign-text">{textOf(base, field)}</Table.Td>
                <Table.Td className="foreign-text">{textOf(present, field)}</Table.Td>
                <Table.Td className="foreign-text">
                  {typed.includes(field) ? textOf(form.values, field) : 'Not changed'}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Button size="compact-sm" variant="default" onClick={loadPresent}>
          Load the present state
        </Button>
      </Stack>
    </Alert>
  );
}
