/** One entry of a host list: an exact host or a `*.` suffix, with an optional port. */
interface HostRule {
  readonly host: string;
  readonly isSuffix: boolean;
  readonly port: string | undefined;
}

/** Where an answer may send us. Nothing else is ever connected to. */
export interface HostList {
  readonly rules: readonly HostRule[];
}

const ENTRY = /^(\*\.)?([a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::(\d{1,5}))?$/;
const HIGHEST_PORT = 65_535;

/** Undefined for what no address could ever match. */
export function parseHostRule(text: string): HostRule | undefined {
  const [, star, host = '', port] = ENTRY.exec(text.trim().toLowerCase()) ?? [];
  const isSuffix = star !== undefined;
  // as it stands in the addresses that it is compared with: [0:0::1] is [::1] there
  const hostname = URL.parse(`http://${host}`)?.hostname;
  if (!hostname || (isSuffix && (hostname !== host || host.startsWith('[')))) return undefined;
  if (port === undefined) return { host: hostname, isSuffix, port };
  const number = Number(port);
  return number > 0 && number <= HIGHEST_PORT ? { host: hostname, isSuffix, port: String(number) } : undefined;
}

/** The `host:port` that an operator named by giving a whole URL. */
export function hostRuleOf(url: URL): HostRule {
  return { host: url.hostname, isSuffix: false, port: url.port || (url.protocol === 'http:' ? '80' : '443') };
}

/** https on the usual port to a listed host; anything else only to a `host:port` that is named exactly. */
export function isAllowed(list: HostList, url: URL): boolean {
  if (url.username || url.password) return false;
  if (isNamedExactly(list, url)) return url.protocol === 'https:' || url.protocol === 'http:';
  if (url.protocol !== 'https:') return false;
  return list.rules.some((rule) => matches(rule, url.hostname) && (rule.port ?? '443') === (url.port || '443'));
}

/** Only such a host may have a loopback or private address, or speak plain http. */
export function isNamedExactly(list: HostList, url: URL): boolean {
  const port = url.port || (url.protocol === 'http:' ? '80' : '443');
  return list.rules.some((rule) => !rule.isSuffix && rule.host === url.hostname && rule.port === port);
}

function matches(rule: HostRule, hostname: string): boolean {
  return rule.isSuffix ? hostname.endsWith(`.${rule.host}`) : hostname === rule.host;
}
