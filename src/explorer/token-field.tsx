import { useState } from 'react';
import type { TabToken } from './tab-token.ts';

/** The field for the token, above the editors. */
export function TokenField({ token }: { token: TabToken }) {
  const [text, setText] = useState(token.get);
  return (
    <form
      className="token-field"
      onSubmit={(event) => event.preventDefault()}
      aria-label="Access to the API"
    >
      <label htmlFor="token">Token</label>
      <input
        id="token"
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder='npm run --silent token -- --workspace acme --scope "webhooks:read webhooks:write"'
        value={text}
        onChange={({ target: { value } }) => {
          token.set(value);
          setText(value);
        }}
      />
      <span>Sent with each call, and kept in this tab only.</span>
    </form>
  );
}
