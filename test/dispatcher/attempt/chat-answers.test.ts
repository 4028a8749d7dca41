import { expect, test } from '@jest/globals';
import { hasErrorInBody } from '../../../src/dispatcher/attempt/chat-answers.ts';

test.each([
  ['SLACK', 'ok', false],
  ['SLACK', '', false],
  ['SLACK', 'channel_not_found', true],
  ['SLACK', '{"ok":false,"error":"invalid_auth"}', true],
  ['SLACK', '{"success":true}', false],
  ['SLACK', '{"success":false}', true],
  ['DISCORD', '', false],
  ['DISCORD', '{"id":"1","type":0,"content":"New rent"}', false],
  ['DISCORD', '{"message":"Unknown Webhook","code":10015}', true],
  ['TEAMS', '1', false],
  ['TEAMS', '', false],
  ['TEAMS', 'Webhook message delivery failed with error: HTTP error 429', true],
  ['GOOGLE_CHAT', '{"name":"spaces/A/messages/B","text":"New rent"}', false],
  ['GOOGLE_CHAT', '{"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}}', true],
  ['GOOGLE_CHAT', '{"error":', false],
  ['JSON', '{"error":"no"}', false],
] as const)('a 2xx of %s with the body %s', (format, body, isError) => {
  expect(hasErrorInBody(format, { body })).toBe(isError);
});
