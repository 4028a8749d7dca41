import type { Session } from './session.ts';

/**
 * Messages between this page in a frame and the page around it. Each is an object with a `type`:
 *
 * - `stockaj-webhooks:token-needed` to the parent: there is no valid token, or it ends within a minute;
 * - `stockaj-webhooks:height` with `height` in pixels to the parent: the height that the content needs has changed;
 * - `stockaj-webhooks:token` with `token` from the parent;
 * - `stockaj-webhooks:theme` with `colorScheme` (`light`, `dark`, `auto`) from the parent.
 */
const prefix = 'stockaj-webhooks:';

/** Milliseconds between two requests for a token at least. */
export const askEveryMs = 5_000;

export interface ParentPage {
  /** Asks at once, or as soon as the last request is long enough ago. */
  askForToken(): void;
  /** Stops listening. */
  stop(): void;
}

export interface ParentPageOptions {
  session: Session;
  setColorScheme: (scheme: 'light' | 'dark' | 'auto') => void;
}

/** Talks to the page around this one, if its origin is allowed. Null when this page is not in a frame. */
export function connectParentPage({
  session,
  setColorScheme,
}: ParentPageOptions): ParentPage | null {
  const { parent } = window;
  if (parent === window) return null;
  const origins = readFrameOrigins();
  const targets = origins.filter(mayBeParent);

  function post(type: string, data: object = {}): void {
    // The browser delivers it only to the origin that the parent really has.
    for (const origin of targets) parent.postMessage({ type: `${prefix}${type}`, ...data }, origin);
  }

  function receive({ source, origin, data }: MessageEvent<unknown>): void {
    if (source !== parent || !origins.includes(origin)) return;
    const message = readMessage(data);
    if (message.type === `${prefix}token` && message.token)
      session.setToken(message.token, 'parent');
    if (message.type === `${prefix}theme` && message.colorScheme)
      setColorScheme(message.colorScheme);
  }

  window.addEventListener('message', receive);
  let askedAtMs = -Infinity;
  let timer = 0;

  function askForToken(): void {
    clearTimeout(timer);
    timer = window.setTimeout(
      () => {
        askedAtMs = performance.now();
        post('token-needed');
      },
      Math.max(0, askedAtMs + askEveryMs - performance.now()),
    );
  }

  const stopObserving = observeHeight((height) => post('height', { height }));
  return {
    askForToken,
    stop() {
      window.removeEventListener('message', receive);
      stopObserving();
    },
  };
}

/** The least height in pixels that the page asks for: dialogs need it, also where the content is short. */
const leastHeight = 600;

/** Reports the height of the content, which does not depend on the height of the frame. */
function observeHeight(report: (height: number) => void): () => void {
  const content = document.getElementById('root');
  let reported = 0;
  const observer = new ResizeObserver(() => {
    const height = Math.max(leastHeight, Math.ceil(content?.offsetHeight ?? 0));
    if (height !== reported) report(height);
    reported = height;
  });
  if (content) observer.observe(content);
  return () => observer.disconnect();
}

/** Whether the page around this one can have this origin. Not every browser tells it. */
function mayBeParent(origin: string): boolean {
  const ancestors = window.location.ancestorOrigins as DOMStringList | undefined;
  return ancestors === undefined || ancestors[0] === origin;
}

/** The origins that the operator allows to embed the page; the node writes them into the page. */
function readFrameOrigins(): string[] {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="stockaj-frame-origins"]');
  return (meta?.content ?? '').split(' ').filter((origin) => origin !== '');
}

interface Message {
  type: string;
  token: string | null;
  colorScheme: 'light' | 'dark' | 'auto' | null;
}

function readMessage(data: unknown): Message {
  const { type, token, colorScheme } = (data ?? {}) as Record<string, unknown>;
  return {
    type: typeof type === 'string' ? type : '',
    token: typeof token === 'string' && token !== '' ? token : null,
    colorScheme:
      colorScheme === 'light' || colorScheme === 'dark' || colorScheme === 'auto'
        ? colorScheme
        : null,
  };
}
