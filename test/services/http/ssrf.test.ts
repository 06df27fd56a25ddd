import type { LookupAddress } from 'node:dns';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HostList } from '../../../src/core/hosts.ts';
import { HttpError } from '../../../src/services/http/contract.ts';
import { createHttp } from '../../../src/services/http/create-http.ts';
import { createFetchLink } from '../../../src/services/http/fetch-link.ts';
import { type CountingServer, startCountingServer } from '../../support/counting-server.ts';

const timeouts = { connectMs: 1000, headersMs: 1000, bodyMs: 1000 };
const signal = new AbortController().signal;
let prey: CountingServer;

beforeEach(async () => {
  prey = await startCountingServer();
});
afterEach(async () => {
  expect(prey.connections()).toBe(0);
  await prey.close();
});

/** Answers with one list of addresses after the other, the last for ever; counts the questions. */
function createNames(...answers: readonly (readonly string[])[]) {
  let asked = 0;
  const http = createHttp({
    // from loopback nothing reaches a public address: no test leaves this machine
    localAddress: '127.0.0.1',
    resolve: (_name, options, done) => {
      const texts = answers[Math.min(asked++, answers.length - 1)] ?? [];
      const found = texts.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 }));
      const [first] = found;
      setImmediate(() => (options.all || !first ? done(null, found) : done(null, first.address, first.family)));
    },
  });
  return { http, asked: () => asked };
}

const suffix = (host: string, port: number): HostList => ({ rules: [{ host, isSuffix: true, port: String(port) }] });

async function kindOf(http: ReturnType<typeof createHttp>, hosts: HostList, url: URL): Promise<string> {
  const doing = http.exchange({ method: 'GET', url, hosts, timeouts, maximumBytes: 100 });
  return doing.then(
    () => 'answered',
    (error: unknown) => (error instanceof HttpError ? error.kind : String(error)),
  );
}

describe('what a member types', () => {
  const exact = (host: string) => ({ host, isSuffix: false, port: undefined });
  const { http, asked } = createNames(['127.0.0.1']);
  afterAll(() => http.close());
  const fetchLink = createFetchLink({
    http,
    hosts: {
      rules: [
        exact('cdn.discordapp.com'),
        { host: 'freepik.com', isSuffix: true, port: undefined },
        // one port of this machine is named: no other is open for it
        { host: '127.0.0.1', isSuffix: false, port: '1' },
      ],
    },
  });

  const attempts: Readonly<Record<string, readonly string[]>> = {
    'this machine': ['http://127.0.0.1:P/', 'https://127.0.0.1:P/', 'http://localhost:P/', 'https://localhost:P/'],
    octal: ['http://0177.0.0.1:P/', 'http://017700000001:P/', 'http://0000177.0.0.01:P/'],
    hexadecimal: ['http://0x7f.0.0.1:P/', 'http://0x7f000001:P/', 'http://0X7F.1:P/'],
    'one number': ['http://2130706433:P/', 'http://0:P/'],
    'short forms': ['http://127.1:P/', 'http://127.0.1:P/', 'http://0.0.0.0:P/'],
    'other digits and dots': ['http://①②⑦.0.0.1:P/', 'http://127。0。0。1:P/', 'http://１２７.0.0.1:P/'],
    IPv6: ['http://[::1]:P/', 'http://[::]:P/', 'http://[0:0:0:0:0:0:0:1]:P/', 'http://[fe80::1]:P/'],
    'IPv4 in IPv6': ['http://[::ffff:127.0.0.1]:P/', 'http://[::ffff:7f00:1]:P/', 'http://[64:ff9b::127.0.0.1]:P/'],
    zones: ['http://[fe80::1%25lo]:P/', 'http://[fe80::1%lo]:P/', 'http://[::1%25lo]:P/'],
    networks: ['https://10.0.0.1/', 'https://169.254.0.1/', 'https://100.64.0.1/', 'https://224.0.0.1/'],
    metadata: ['http://169.254.169.254/latest/', 'https://[fd00:ec2::254]/', 'http://metadata.google.internal/'],
    'user info': [
      'https://cdn.discordapp.com@127.0.0.1:P/',
      'https://a:b@cdn.discordapp.com/',
      'https://a@cdn.freepik.com/',
    ],
    'other ports': [
      'https://cdn.discordapp.com:P/',
      'https://cdn.discordapp.com:80/',
      'https://cdn.discordapp.com:8443/',
    ],
    'plain http': ['http://cdn.discordapp.com/', 'http://cdn.discordapp.com:443/', 'http://cdn.freepik.com/'],
    'other schemes': [
      'file:///etc/passwd',
      'ftp://cdn.discordapp.com/',
      'data:image/png;base64,AA',
      'gopher://127.0.0.1:P/',
    ],
    'more schemes': [
      'javascript:alert(1)',
      'blob:https://cdn.discordapp.com/1',
      'ws://127.0.0.1:P/',
      'unix:/run/x.sock',
    ],
    'look-alikes': [
      'https://cdn.dіscordapp.com/',
      'https://xn--cdn-discordapp.com/',
      'https://cdn.discordapp.com․evil.example/',
    ],
    'names around a name': [
      'https://cdn.discordapp.com.evil.example/',
      'https://evilcdn.discordapp.com/',
      'https://notfreepik.com/',
    ],
    'the bare name of a suffix': ['https://freepik.com/', 'https://freepik.com.evil.example/'],
    'a dot at the end': [
      'https://cdn.discordapp.com./',
      'https://cdn.freepik.com./',
      'http://127.0.0.1.:P/',
      'http://localhost.:P/',
    ],
    'backslashes and fragments': [
      'https:\\\\127.0.0.1:P\\',
      'https://evil.example\\@cdn.discordapp.com/',
      'https://evil.example#@cdn.discordapp.com/',
    ],
    'escapes in the name': [
      'https://127.0.0.1%2ecdn.discordapp.com/',
      'https://evil.example%23.freepik.com/',
      'https://127.0.0.1%00.freepik.com/',
    ],
    'the named machine, another port': [
      'http://127.0.0.1:P/?x=127.0.0.1:1',
      'http://127.0.0.1:P#127.0.0.1:1',
      'http://127.0.0.1:1@127.0.0.1:P/',
    ],
    'no address': [
      '',
      'cdn.discordapp.com/a.png',
      '//cdn.discordapp.com/a.png',
      '/etc/passwd',
      'https://',
      'https:///',
      'http://[::1',
    ],
  };

  test.each(Object.entries(attempts))('%s', async (_name, links) => {
    const before = asked();
    for (const link of links) {
      const text = link.replaceAll(':P', `:${prey.port}`);
      const fetched = await fetchLink(text, { maximumBytes: 100, signal });
      const kind = fetched.ok ? 'opened' : fetched.problem.kind;
      expect(['host-refused', 'not-a-link'], `${text} was ${kind}`).toContain(kind);
    }
    expect(asked(), 'names asked for').toBe(before);
  });

  test('a right name in other letters, with a fragment, is asked for; where it leads decides', async () => {
    for (const link of ['HTTPS://CDN.DISCORDAPP.COM/a.png#@evil', 'https://cdn.discordapp.com:443/\\@evil.example/']) {
      const before = asked();
      const fetched = await fetchLink(link, { maximumBytes: 100, signal });
      expect(fetched).toEqual({ ok: false, problem: { kind: 'host-refused', host: 'cdn.discordapp.com' } });
      expect(asked()).toBe(before + 1);
    }
  });
});

describe('where an allowed name leads', () => {
  const answers: readonly (readonly string[])[] = [
    ...['127.0.0.1', '::1', '0.0.0.0', '::', '::ffff:127.0.0.1', '10.0.0.1', '192.168.0.1'].map((each) => [each]),
    ...['169.254.169.254', '168.63.129.16', 'fe80::1%lo', 'fd00:ec2::254', '100.64.0.1', '224.0.0.1'].map((each) => [
      each,
    ]),
    ['8.8.8.8', '127.0.0.1'],
    ['2606:4700::1111', '::1'],
    [],
  ];
  test.each(answers.map((each) => [each.join(' and ') || 'nowhere', each] as const))('%s', async (_name, answer) => {
    const { http } = createNames(answer);
    const url = new URL(`https://a.example.org:${prey.port}/`);
    expect(await kindOf(http, suffix('example.org', prey.port), url)).toBe('host-refused');
    await http.close();
  });

  test('an answer that changes between the look and the connection changes nothing', async () => {
    const { http, asked } = createNames(['8.8.8.8'], ['127.0.0.1']);
    const url = new URL(`https://a.example.org:${prey.port}/`);
    expect(await kindOf(http, suffix('example.org', prey.port), url)).not.toBe('answered');
    expect(asked()).toBe(1);
    expect(await kindOf(http, suffix('example.org', prey.port), url)).toBe('host-refused');
    await http.close();
  });
});

test('an address that a suffix happens to fit is refused all the same', async () => {
  const { http } = createNames(['127.0.0.1']);
  for (const host of ['0.0.1', '0.1', '1']) {
    expect(await kindOf(http, suffix(host, prey.port), new URL(`https://127.0.0.1:${prey.port}/`))).toBe(
      'host-refused',
    );
  }
  await http.close();
});
