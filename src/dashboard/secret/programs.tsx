import { Code, Stack, Tabs, Text } from '@mantine/core';
import markdown from '../../../docs/integrators.md?raw';
import { CopyButton } from '../components/copy.tsx';
import classes from './programs.module.css';
import { fillCommand, quoteForShell, readPrograms, type Program } from './read-programs.ts';

const programs = readPrograms(markdown);

interface ProgramsProps {
  secret: string;
  /** The URL of the webhook. */
  url: string;
}

/** Programs that verify the requests to one webhook, each with its command. */
export function Programs({ secret, url }: ProgramsProps) {
  return (
    <Tabs defaultValue={programs[0]?.name ?? null} keepMounted={false}>
      <Tabs.List aria-label="Language">
        {programs.map(({ name }) => (
          <Tabs.Tab key={name} value={name} px="sm">
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {programs.map((program) => (
        <Tabs.Panel key={program.name} value={program.name} pt="sm">
          <ProgramSteps program={program} secret={secret} url={url} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function ProgramSteps({ program, secret, url }: ProgramsProps & { program: Program }) {
  const { file, code, name } = program;
  const command = fillCommand(program.command, url);
  const place = (value: string) => `export STOCKAJ_SECRETS=${value}`;
  return (
    <Stack gap="xs" component="ol" className={classes.steps}>
      <li>
        <Text size="sm">
          Put the secret into the environment. The program reads it there, so that it is not in the
          code.
        </Text>
        <Code block>{place('whsec_…')}</Code>
        <CopyButton mt={4} text={place(quoteForShell(secret))} label="Copy with the secret" />
      </li>
      <li>
        <Text size="sm">
          Save the program as <Code>{file}</Code>.
        </Text>
        <Code block mah={220} tabIndex={0} role="region" aria-label={`Program for ${name}`}>
          {code}
        </Code>
        <CopyButton mt={4} text={code} label="Copy program" />
      </li>
      <li>
        <Text size="sm">Start it.</Text>
        <Code block className="foreign-text">
          {command}
        </Code>
        <CopyButton mt={4} text={command} label="Copy command" />
      </li>
    </Stack>
  );
}
