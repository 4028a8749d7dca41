import type { ChatFormat } from '../messages/index.ts';
import type { NetworkPolicy } from './network-policy.ts';
import { WebhookFormat } from './webhook-format.ts';

/** A chat service, as far as its URLs show it. */
interface ChatService {
  name: string;
  /** The hosts of its webhooks, for example `hooks.slack.com`. */
  hosts: RegExp;
  /** Says of a URL on these hosts whether it may take JSON: the hosts of Teams also serve other workflows. */
  mayTakeJson(url: URL): boolean;
}

const never = () => false;

const services: Readonly<Record<ChatFormat, ChatService>> = {
  SLACK: {
    name: 'Slack',
    hosts: /^hooks\.slack(?:-gov)?\.com$/,
    mayTakeJson: never,
  },
  DISCORD: {
    name: 'Discord',
    hosts: /^(?:(?:ptb|canary)\.)?discord(?:app)?\.com$/,
    mayTakeJson: never,
  },
  TEAMS: {
    name: 'Teams',
    hosts:
      /^(?:[a-z0-9-]+\.webhook\.office\.com|(?:[a-z0-9-]+\.)+(?:logic\.azure|powerplatform)\.com)$/,
    mayTakeJson: ({ hostname }) => !hostname.endsWith('.webhook.office.com'),
  },
  GOOGLE_CHAT: {
    name: 'Google Chat',
    hosts: /^chat\.googleapis\.com$/,
    mayTakeJson: never,
  },
};

/** The reason that a format and a URL do not suit each other. */
export interface FormatError {
  field: 'format' | 'url';
  message: string;
}

/**
 * Says why a webhook with this URL may not have this format; null if it may. A chat format is accepted only for the hosts
 * of its service and for those of the operator (Mattermost takes the format of Slack), and JSON for every other URL.
 *
 * @param given null if the caller did not choose a format: JSON, except on the hosts of a chat service
 */
export function explainFormat(
  given: WebhookFormat | null,
  url: string,
  policy: Pick<NetworkPolicy, 'isChatHost'>,
): FormatError | null {
  const parsed = parseWithoutRoot(url);
  const service = findService(parsed);
  if (given === null || given === WebhookFormat.JSON) return explainJson(given, service, parsed);
  const { name, hosts } = services[given];
  if (hosts.test(parsed.hostname)) return explainEnding(given, parsed);
  if (policy.isChatHost(parsed.hostname)) return null;
  const isOther = service !== null && !services[service].mayTakeJson(parsed);
  const advice = `Set the format ${isOther ? service : WebhookFormat.JSON}`;
  const message = `This is not a URL of ${name}. ${advice}, or paste the URL of a webhook that ${name} made.`;
  return { field: 'format', message };
}

function explainJson(
  given: WebhookFormat | null,
  service: ChatFormat | null,
  url: URL,
): FormatError | null {
  if (service === null) return null;
  const { name, mayTakeJson } = services[service];
  if (!mayTakeJson(url)) {
    const message = `${name} does not accept the format JSON. Set the format ${service}.`;
    return { field: 'format', message };
  }
  if (given !== null) return null;
  const message = `This is a URL of ${name}. Set the format ${service}, or JSON if its workflow takes our events as they are.`;
  return { field: 'format', message };
}

/** Discord has addresses for the messages of other services, beside the one for its own. */
function explainEnding(format: ChatFormat, { pathname }: URL): FormatError | null {
  const [ending] = /\/(?:slack|github)\/*$/i.exec(pathname) ?? [];
  if (format !== WebhookFormat.DISCORD || ending === undefined) return null;
  return { field: 'url', message: `Remove ${ending} from the end of the URL.` };
}

/** Without the dot at the end of a name, its root, which makes no difference. */
function parseWithoutRoot(url: string): URL {
  const parsed = new URL(url);
  parsed.hostname = parsed.hostname.replace(/\.$/, '');
  return parsed;
}

/** The service with this host. */
function findService(url: URL): ChatFormat | null {
  const formats = Object.keys(services) as ChatFormat[];
  return formats.find((format) => services[format].hosts.test(url.hostname)) ?? null;
}

/**
 * The host by which a chat service counts requests: all names of Discord are one.
 *
 * @param url may be masked
 */
export function nameChatHost(url: string): string {
  const { host, hostname } = parseWithoutRoot(url);
  return services.DISCORD.hosts.test(hostname) ? 'discord.com' : host;
}
