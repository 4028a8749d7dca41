import type { Logger } from '../../kernel/index.ts';
import type { HealthChange } from '../../webhooks/index.ts';

const messages = {
  failing: 'A webhook begins to fail.',
  cooling_down: 'A webhook cools down.',
  disabled: 'A webhook is disabled.',
  recovered: 'A webhook has recovered.',
} as const;

/** Logs one line for a change of a webhook's health, on the node that recorded it. */
export function logHealthChange(logger: Logger, { kind, ...facts }: HealthChange): void {
  if (kind === 'recovered') logger.info(facts, messages[kind]);
  else logger.warn(facts, messages[kind]);
}
