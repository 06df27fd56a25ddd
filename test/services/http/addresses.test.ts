import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPublicAddress } from '../../../src/services/http/create-http.ts';

const inside: Readonly<Record<string, readonly string[]>> = {
  'this machine': ['127.0.0.1', '127.255.255.255', '0.0.0.0', '0.1.2.3', '::', '::1', '::127.0.0.1'],
  'private networks': ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12::1', 'fec0::1'],
  'a provider between': ['100.64.0.1', '100.127.255.255'],
  'link-local': ['169.254.0.1', 'fe80::1', 'febf::1'],
  'metadata of clouds': ['169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '192.0.0.192', '168.63.129.16'],
  'many at once': ['224.0.0.1', '239.255.255.255', '255.255.255.255', '240.0.0.1', 'ff02::1'],
  'documents and benches': ['192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '2001:db8::1', '3fff::1'],
  'IPv4 inside IPv6': ['::ffff:127.0.0.1', '::FFFF:10.0.0.1', '::ffff:7f00:1', '0:0:0:0:0:ffff:127.0.0.1'],
  translators: ['64:ff9b::7f00:1', '64:ff9b:1::1', '::ffff:0:7f00:1', '0:0:0:0:ffff:0:7f00:1'],
  tunnels: ['2002:7f00:1::', '2001:0:7f00:1::'],
  'zones, also of a public address': ['fe80::1%lo', 'fe80::1%25eth0', '2606:4700::1%eth0'],
  'nothing given out': ['4000::1', '5f00::1', '100::1'],
  'no address': ['', 'localhost', '0177.0.0.1', '0x7f.1', '2130706433', '127.1', '127.0.0.1.', '[::1]', '8.8.8.8 '],
};

test.each(Object.entries(inside))('%s', (_name, addresses) => {
  for (const address of addresses) expect(isPublicAddress(address), address).toBe(false);
});

test('what lies just outside of them is public', () => {
  const outside = [
    ...['1.1.1.1', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0'],
    ...['168.63.129.15', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.167.255.255'],
    ...['192.169.0.0', '198.17.255.255', '198.20.0.0', '223.255.255.255', '::ffff:8.8.8.8'],
    ...['2001:4860:4860::8888', '2606:4700::1111', '2a00:1450::1', '2001:db9::1'],
  ];
  for (const address of outside) expect(isPublicAddress(address), address).toBe(true);
});

test('an IPv4 address is judged alike by itself and inside IPv6', () => {
  const byte = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(byte, byte, byte, byte, (...bytes) => {
      const address = bytes.join('.');
      expect(isPublicAddress(`::ffff:${address}`)).toBe(isPublicAddress(address));
    }),
  );
});

test('no text makes it throw', () => {
  const part = fc.constantFrom(':', '::', '.', '%', 'ffff', '7f00', '127', '0', '255', 'eth0', '[', ']');
  const text = fc.oneof(
    fc.string(),
    fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (address) => {
      expect(isPublicAddress(address)).toBeTypeOf('boolean');
    }),
    { numRuns: 2000 },
  );
});
