/** The content of the link that opened the page, besides the place to show. */
export interface Opening {
  token: string | null;
  colorScheme: 'light' | 'dark' | null;
  /** A colour of CSS, such as `#1c7ed6`. */
  accent: string | null;
}

const colorForm = /^#[0-9a-f]{6}$/i;

/**
 * Reads `#token=…&path=/webhooks&theme=dark&accent=%231c7ed6` and takes it out of the address at once, so that the token
 * is in no history, bookmark or copied link. Only the path stays. A fragment that begins with `/` is a path already.
 */
export function takeOpening(): Opening {
  const fragment = window.location.hash.slice(1);
  if (fragment === '' || fragment.startsWith('/')) {
    return { token: null, colorScheme: null, accent: null };
  }
  const given = new URLSearchParams(fragment);
  const path = given.get('path') ?? '';
  const place = path.startsWith('/') ? `#${path}` : '';
  window.history.replaceState(
    null,
    '',
    `${window.location.pathname}${window.location.search}${place}`,
  );
  const theme = given.get('theme');
  const accent = given.get('accent') ?? '';
  return {
    token: given.get('token'),
    colorScheme: theme === 'light' || theme === 'dark' ? theme : null,
    accent: colorForm.test(accent) ? accent : null,
  };
}
