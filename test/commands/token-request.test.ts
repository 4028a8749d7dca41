import { describe, expect, test } from '@jest/globals';
import { readTokenRequest, UsageError } from '../../src/commands/token-request.ts';

describe('the arguments of npm run token', () => {
  test('give a workspace, scopes and a lifetime of a day', () => {
    const args = ['--workspace', 'acme', '--scope', 'webhooks:read webhooks:write'];
    expect(readTokenRequest(args, 30)).toEqual({
      workspaceId: 'acme',
      scopes: ['webhooks:read', 'webhooks:write'],
      lifetimeSeconds: 86_400,
    });
  });

  test('may give another lifetime, also in fractions of an hour', () => {
    const args = ['--workspace', 'acme', '--scope', 'platform', '--hours', '0.5'];
    expect(readTokenRequest(args, 30).lifetimeSeconds).toBe(1_800);
  });

  test.each([
    ['a missing workspace', ['--scope', 'platform'], '--workspace'],
    ['a malformed workspace', ['--workspace', 'a/b', '--scope', 'platform'], '--workspace'],
    ['a missing scope', ['--workspace', 'acme'], '--scope'],
    ['an unknown scope', ['--workspace', 'acme', '--scope', 'platform admin'], '--scope'],
    ['no time', ['--workspace', 'acme', '--scope', 'platform', '--hours', '0'], '--hours'],
    ['a time in words', ['--workspace', 'acme', '--scope', 'platform', '--hours', '1d'], '--hours'],
    ['more than 30 days', ['--workspace', 'a', '--scope', 'platform', '--hours', '721'], '--hours'],
    ['an unknown option', ['--workspace', 'acme', '--scopes', 'platform'], '--scopes'],
    ['an argument too many', ['--workspace', 'a', '--scope', 'platform', 'now'], 'now'],
  ])('are refused by name with %s', (_, args, named) => {
    expect(() => readTokenRequest(args, 30)).toThrow(UsageError);
    expect(() => readTokenRequest(args, 30)).toThrow(named);
  });
});
