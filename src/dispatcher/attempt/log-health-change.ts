import type { Logger } from '../../kernel/index.ts';
import type { HealthChange } from '../../webhooks/index.ts';

const messages = {
  failing: 'dispatcher: webhook started failing',
  cooling_down: 'dispatcher: webhook is cooling down',
  disabled: 'dispatcher: webhook was disabled',
  recovered: 'dispatcher: webhook recovered',
} as const;

/** Logs one line for a change of a webhook's health, on the node that recorded it. */
export function logHealthChange(logger: Logger, { kind, ...facts }: HealthChange): void {
  if (kind === 'recovered') logger.info(facts, messages[kind]);
  else logger.warn(facts, messages[kind]);
}
