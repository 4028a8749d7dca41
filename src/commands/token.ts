import { ConfigError, loadConfig } from '../config/config.ts';
import { loadKeys } from '../config/keys.ts';
import { readTokenRequest, tokenUsage, UsageError } from './token-request.ts';
import { signToken } from '../workspaces/index.ts';

/** `npm run token`: prints only a token, signed with the key that a server with this environment checks tokens with. */
async function printToken(args: string[]): Promise<void> {
  const config = loadConfig();
  const request = readTokenRequest(args, config.tokenLifetimeDaysMax);
  const { tokenKey } = await loadKeys(config);
  if (!('secret' in tokenKey)) {
    throw new UsageError('AUTH_JWKS_URL is set, so only the issuer can make tokens.');
  }
  console.log(await signToken(tokenKey.secret, request));
}

try {
  await printToken(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) console.error(`${error.message}\n\n  ${tokenUsage}`);
  else console.error(error instanceof ConfigError ? error.message : String(error));
  process.exitCode = 1;
}
