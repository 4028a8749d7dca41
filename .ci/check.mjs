// Everything static, from quick to slow: `npm run check`. Each step is also a script of its own
// (`npm run check:lint`). The first step that fails ends it, and the last line says which.
import { spawnSync } from 'node:child_process';

const steps = [
  'imports',
  'unused',
  'schema',
  'contract',
  'events',
  'api',
  'codegen',
  'format',
  'types',
  'lint',
];

for (const step of steps) {
  console.log(`\n== check:${step}`);
  const startedAt = performance.now();
  // Through the shell, for on Windows npm is a command file.
  const { status } = spawnSync(`npm run --silent check:${step}`, { stdio: 'inherit', shell: true });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (status !== 0) {
    console.log(`\ncheck failed in: ${step} (${seconds} s); alone: npm run check:${step}`);
    process.exit(1);
  }
  console.log(`ok, ${seconds} s`);
}
console.log(`\ncheck passed: ${steps.join(', ')}`);
