import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HostList, hostRuleOf, isAllowed, isNamedExactly, parseHostRule } from '../../src/core/hosts.ts';

function list(...entries: readonly string[]): HostList {
  return { rules: entries.map((entry) => parseHostRule(entry) ?? { host: 'unreadable', isSuffix: false, port: '0' }) };
}
const allows = (entry: string, url: string): boolean => isAllowed(list(entry), new URL(url));

describe('an entry', () => {
  test.each([
    ['cdn.example.com', { host: 'cdn.example.com', isSuffix: false, port: undefined }],
    [' CDN.Example.com ', { host: 'cdn.example.com', isSuffix: false, port: undefined }],
    ['*.example.com:8443', { host: 'example.com', isSuffix: true, port: '8443' }],
    ['localhost:9000', { host: 'localhost', isSuffix: false, port: '9000' }],
    ['127.0.0.1:65535', { host: '127.0.0.1', isSuffix: false, port: '65535' }],
    ['[0:0::1]:080', { host: '[::1]', isSuffix: false, port: '80' }],
    ['[::1]:8080', { host: '[::1]', isSuffix: false, port: '8080' }],
  ])('%s is read', (text, rule) => expect(parseHostRule(text)).toEqual(rule));

  test.each([
    ...['', '*', '*.', '**.example.com', 'a.*.example.com', '*example.com', '.example.com', 'example.com.'],
    ...['https://example.com', 'example.com/', 'user@example.com', 'example.com:', 'example.com:x', 'a b', 'a,b'],
    ...['example.com:0', 'example.com:65536', 'example.com:99999', '::1', '[::1', '*.[::1]'],
    ...[
      'a..b',
      '-a.example',
      '256.1.1.1',
      '*.0.0.1',
      'bücher.example',
      'example.com\nevil.com',
      'example.com?x',
      '%65xample.com',
      '\\evil',
    ],
  ])('%j is none', (text) => expect(parseHostRule(text)).toBeUndefined());
});

describe('an exact host', () => {
  test('lets https on the usual port in, and only that', () => {
    expect(allows('cdn.example.com', 'https://cdn.example.com/a?b#c')).toBe(true);
    expect(allows('cdn.example.com', 'https://CDN.example.com:443/')).toBe(true);
    for (const url of ['http://cdn.example.com/', 'https://cdn.example.com:8443/', 'ftp://cdn.example.com/']) {
      expect(allows('cdn.example.com', url), url).toBe(false);
    }
  });
  test('stands for no other', () => {
    for (const host of ['x.cdn.example.com', 'example.com', 'xcdn.example.com', 'cdn.example.com.', 'cdn.example.co']) {
      expect(allows('cdn.example.com', `https://${host}/`), host).toBe(false);
    }
  });
});

describe('a suffix', () => {
  test('stands for what is below it, not for itself nor for what only ends alike', () => {
    expect(allows('*.example.com', 'https://a.example.com/')).toBe(true);
    expect(allows('*.example.com', 'https://a.b.example.com/')).toBe(true);
    for (const host of ['example.com', 'notexample.com', 'a.example.com.evil.org', 'a.example.com.']) {
      expect(allows('*.example.com', `https://${host}/`), host).toBe(false);
    }
  });
  test('with a port is for that port, still https only', () => {
    expect(allows('*.example.com:8443', 'https://a.example.com:8443/')).toBe(true);
    expect(allows('*.example.com:8443', 'https://a.example.com/')).toBe(false);
    expect(allows('*.example.com:8443', 'http://a.example.com:8443/')).toBe(false);
  });
  test('names nothing exactly', () => {
    expect(isNamedExactly(list('*.example.com:443'), new URL('https://a.example.com/'))).toBe(false);
  });
});

describe('a host with its port', () => {
  test('may speak http, on that port only', () => {
    expect(allows('127.0.0.1:9000', 'http://127.0.0.1:9000/')).toBe(true);
    expect(allows('127.0.0.1:9000', 'https://127.0.0.1:9000/')).toBe(true);
    expect(allows('127.0.0.1:80', 'http://127.0.0.1/')).toBe(true);
    for (const url of [
      'http://127.0.0.1:9001/',
      'http://127.0.0.1/',
      'ws://127.0.0.1:9000/',
      'http://127.0.0.2:9000/',
    ]) {
      expect(allows('127.0.0.1:9000', url), url).toBe(false);
    }
  });
  test('is named by a whole URL with the port that it means', () => {
    for (const url of ['http://files.test/x', 'https://files.test', 'http://[::1]:81/', 'https://files.test:8443/']) {
      const named = { rules: [hostRuleOf(new URL(url))] };
      expect(isNamedExactly(named, new URL('/elsewhere', url)), url).toBe(true);
      expect(isAllowed(named, new URL(url)), url).toBe(true);
    }
    expect(isAllowed({ rules: [hostRuleOf(new URL('https://files.test'))] }, new URL('http://files.test'))).toBe(false);
  });
});

test('user info is never let in, and an empty list lets nobody in', () => {
  expect(allows('cdn.example.com', 'https://a@cdn.example.com/')).toBe(false);
  expect(allows('127.0.0.1:9000', 'http://:b@127.0.0.1:9000/')).toBe(false);
  fc.assert(fc.property(fc.webUrl(), (url) => !isAllowed({ rules: [] }, new URL(url))));
});
