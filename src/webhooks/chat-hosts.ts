import type { ChatFormat } from '../messages/index.ts';
import type { NetworkPolicy } from './network-policy.ts';
import { WebhookFormat } from './webhook-format.ts';

/** A chat service, as far as its URLs show it. */
interface ChatService {
  name: string;
  /** The hosts of its webhooks, for example `hooks.slack.com`. */
  hosts: RegExp;
  /**
   * URLs that only this service has; none of them takes JSON. The hosts of Teams also serve other workflows, which may
   * take any body.
   */
  isOnlyFor(url: URL): boolean;
}

const services: Readonly<Record<ChatFormat, ChatService>> = {
  SLACK: {
    name: 'Slack',
    hosts: /^hooks\.slack(?:-gov)?\.com$/,
    isOnlyFor: () => true,
  },
  DISCORD: {
    name: 'Discord',
    hosts: /^(?:(?:ptb|canary)\.)?discord(?:app)?\.com$/,
    isOnlyFor: ({ pathname }) => /^\/api(?:\/v\d+)?\/webhooks\/[^/]+\/[^/]+\/?$/.test(pathname),
  },
  TEAMS: {
    name: 'Teams',
    hosts:
      /^(?:[a-z0-9-]+\.webhook\.office\.com|(?:[a-z0-9-]+\.)+(?:logic\.azure|powerplatform)\.com)$/,
    isOnlyFor: ({ hostname }) => hostname.endsWith('.webhook.office.com'),
  },
  GOOGLE_CHAT: {
    name: 'Google Chat',
    hosts: /^chat\.googleapis\.com$/,
    isOnlyFor: () => true,
  },
};

/**
 * Says why a webhook with this URL may not have this format; null if it may. A chat format is accepted only for the hosts
 * of its service and for those of the operator (Mattermost takes the format of Slack), and JSON for every other URL.
 */
export function explainFormat(
  format: WebhookFormat,
  url: string,
  policy: Pick<NetworkPolicy, 'isChatHost'>,
): string | null {
  const parsed = new URL(url);
  // The root at the end of a name makes no difference.
  parsed.hostname = parsed.hostname.replace(/\.$/, '');
  const right = findFormat(parsed);
  if (format === WebhookFormat.JSON) {
    if (right === null) return null;
    return `${services[right].name} does not accept the format JSON. Set the format ${right}.`;
  }
  const { name, hosts } = services[format];
  if (hosts.test(parsed.hostname) || policy.isChatHost(parsed.hostname)) return null;
  const advice = right === null ? 'Set the format JSON, or' : `Set the format ${right}, or`;
  return `This is not a URL of ${name}. ${advice} paste the URL of a webhook that ${name} made.`;
}

/** The only format for this URL; null for one that may take JSON. */
function findFormat(url: URL): keyof typeof services | null {
  const formats = Object.keys(services) as (keyof typeof services)[];
  const isFor = (format: keyof typeof services) =>
    services[format].hosts.test(url.hostname) && services[format].isOnlyFor(url);
  return formats.find(isFor) ?? null;
}
