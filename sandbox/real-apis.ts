import { apiframeApis } from '../src/config.ts';

/** An API that is called for real: its key, and where it is. */
export interface RealApi {
  readonly name: 'Freepik' | 'APIFRAME';
  readonly key: string;
  /** What the bot is told of it, beside the key. */
  readonly env: Readonly<Record<string, string>>;
}

interface Door {
  readonly name: RealApi['name'];
  readonly key: string;
  readonly address: string;
  /** The only addresses that a key is taken to, and what belongs to each. */
  readonly addresses: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Where a key belongs if no address is named. */
  usual(key: string): string | undefined;
  /** Of the local one, where real pictures lie elsewhere. */
  readonly results: string;
}

const ofApiframe = Object.entries(apiframeApis).map(([api, { url, key }]) => ({ api, url, key }));

const DOORS: readonly Door[] = [
  {
    name: 'Freepik',
    key: 'FREEPIK_API_KEY',
    address: 'FREEPIK_API_URL',
    addresses: {
      'https://api.freepik.com': { FREEPIK_API_HEADER: 'x-freepik-api-key' },
      'https://api.magnific.com': { FREEPIK_API_HEADER: 'x-magnific-api-key' },
    },
    usual: () => 'https://api.freepik.com',
    results: 'FREEPIK_RESULT_HOSTS',
  },
  {
    name: 'APIFRAME',
    key: 'APIFRAME_API_KEY',
    address: 'APIFRAME_API_URL',
    addresses: Object.fromEntries(ofApiframe.map(({ api, url }) => [url, { APIFRAME_API: api }])),
    usual: (key) => ofApiframe.find((each) => each.key.test(key))?.url,
    results: 'APIFRAME_RESULT_HOSTS',
  },
];

/** The real APIs for which the environment has a key; what is wrong with it in words. An address is one of the provider's own, or none. */
export function readRealApis(env: NodeJS.ProcessEnv): readonly RealApi[] | string {
  const found: RealApi[] = [];
  for (const { name, key: keyName, address, addresses, usual } of DOORS) {
    const key = env[keyName]?.trim() ?? '';
    if (key === '') continue;
    const known = Object.keys(addresses);
    const named = env[address]?.trim().replace(/\/+$/, '') ?? '';
    const url = named === '' ? (usual(key) ?? '') : named;
    const more = addresses[url];
    if (!more)
      return `${address} is not an address of ${name}. With --real it may be ${known.join(' or ')}, or not set.`;
    found.push({ name, key, env: { [keyName]: key, [address]: url, ...more } });
  }
  if (found.length > 0) return found;
  return `--real needs a key of the provider: set ${DOORS.map(({ key }) => key).join(' or ')}.`;
}

const LOCAL_ONLY = /^(?:POLL_MIN_MS|PROVIDER_REQUESTS_PER_MINUTE|PROVIDER_SUBMITS_PER_SECOND)$/;

/** The stage's environment with these APIs in place of the local ones, at the speed that real ones allow. */
export function withRealApis(env: Readonly<Record<string, string>>, apis: readonly RealApi[]): Record<string, string> {
  if (apis.length === 0) return { ...env };
  const isReal = (door: Door) => apis.some(({ name }) => name === door.name);
  const replaced = new Set(DOORS.filter(isReal).map(({ results }) => results));
  const kept = Object.entries(env).filter(([name]) => !LOCAL_ONLY.test(name) && !replaced.has(name));
  const real = Object.assign({}, ...apis.map((api) => api.env));
  // Freepik fetches that picture by its link, and nobody reaches this machine
  const off = apis.some(({ name }) => name === 'Freepik') ? { DISABLED_OPERATIONS: 'rmbg' } : {};
  return { ...Object.fromEntries(kept), ...off, ...real };
}
