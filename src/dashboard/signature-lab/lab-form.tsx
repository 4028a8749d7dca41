import { Alert, Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { isNotEmpty, useForm, type UseFormReturnType } from '@mantine/form';
import { BodyFileButton } from './body-file-button.tsx';
import classes from './lab.module.css';
import { example, type LabValues } from './lab-values.ts';

interface LabFormProps {
  initial: LabValues;
  onCheck: (values: LabValues) => void;
  onChange: () => void;
}

/** Browsers may send what they check for spelling to others. */
const text = {
  spellCheck: false,
  autoComplete: 'off',
  autoCapitalize: 'off',
  autoCorrect: 'off',
  classNames: { input: classes.code },
} as const;
const area = { ...text, autosize: true, minRows: 4, maxRows: 12 };

/** Whether the browser can compute signatures: it refuses on pages that came by plain HTTP from another host. */
const canSign = 'subtle' in globalThis.crypto;

/** The request to check, and the secret. */
export function LabForm({ initial, onCheck, onChange }: LabFormProps) {
  const form = useForm({
    initialValues: initial,
    onValuesChange: onChange,
    validate: {
      headers: isNotEmpty('Paste the headers of the request.'),
      body: isNotEmpty('Paste the body of the request.'),
      secret: isNotEmpty('Paste the secret of the webhook.'),
    },
  });
  return (
    <form onSubmit={form.onSubmit(onCheck)} noValidate>
      <Stack gap="md">
        {!canSign && <NeedsHttps />}
        <RequestFields form={form} />
        <OptionalFields form={form} />
        <Group>
          <Button type="submit" disabled={!canSign}>
            Check
          </Button>
          <Button variant="default" onClick={() => form.setValues(example)}>
            Fill in an example
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface FieldsProps {
  form: UseFormReturnType<LabValues>;
}

function RequestFields({ form }: FieldsProps) {
  return (
    <>
      <Textarea
        {...area}
        label="Headers"
        description="One on each line, as JSON, or as options of curl."
        {...form.getInputProps('headers')}
      />
      <div>
        <Textarea
          {...area}
          label="Body"
          description="The raw body, as your server got it. Line breaks at the end count."
          {...form.getInputProps('body')}
        />
        <BodyFileButton onRead={(body) => form.setFieldValue('body', body)} />
      </div>
      <TextInput
        {...text}
        label="Secret"
        description="The whole text, from whsec_ to the end."
        {...form.getInputProps('secret')}
      />
    </>
  );
}

function OptionalFields({ form }: FieldsProps) {
  return (
    <>
      <TextInput
        {...text}
        label="Signature that your code made (optional)"
        description="The lab finds out what it has signed, and with which key."
        {...form.getInputProps('computed')}
      />
      <Textarea
        {...area}
        minRows={2}
        label="Signed text from the log (optional)"
        description="“What was signed” of the delivery. With it, the first differing byte is found."
        {...form.getInputProps('signedContent')}
      />
    </>
  );
}

function NeedsHttps() {
  return (
    <Alert color="orange" title="This page needs https" role="alert">
      The browser can compute signatures only on pages that came by https, or from localhost. Open
      the page by https.
    </Alert>
  );
}
