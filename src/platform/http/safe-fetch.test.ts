import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isClosedAddress } from './private-address.ts';
import { type Reach, publicInternet, safeFetch } from './safe-fetch.ts';

let server: Server;
let port = 0;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, reply) => {
    asked.push(`${request.method} ${request.headers.host} ${request.url}`);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
    if (pathname === '/to') reply.writeHead(302, { location: searchParams.get('url') ?? '/' }).end();
    else if (pathname === '/huge') reply.end(Buffer.alloc(70_000));
    else if (pathname === '/bomb') reply.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(5_000_000)));
    else if (pathname === '/slow') reply.write('x');
    else if (pathname === '/never') return;
    else request.pipe(reply);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

/** The test's own server stands for a public host; everything else stays closed. */
const reach: Reach = {
  allows: (address, at) => (address === '127.0.0.1' && at === port) || publicInternet.allows(address, at),
  resolve: async (host) =>
    host === 'public.example' ? [{ address: '127.0.0.1', family: 4 }] : publicInternet.resolve(host),
};

describe('addresses that are not the public internet (W1)', () => {
  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://2130706433/',
    'http://0/',
    'http://0.0.0.0/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://[2002:7f00:1::]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/',
    'http://100.100.100.200/',
    'http://10.1.2.3/',
    'http://172.31.0.1/',
    'http://192.168.0.1/',
    'http://127。0。0。1/',
    'http://１２７.0.0.1/',
    'http://localhost/',
    'http://localhost./',
    'http://public@127.0.0.1/',
    'http://user:pass@example.com/',
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
    'ftp://example.com/',
    'http://',
    'nonsense',
  ])('%s is refused', async (url) => {
    await expect(safeFetch(url)).rejects.toThrow(/not on the public internet|is expected|could not be reached/);
  });

  it('a name of which one address is closed is refused', async () => {
    const mixed: Reach = {
      ...publicInternet,
      resolve: async () => [
        { address: '93.184.216.34', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ],
    };
    await expect(safeFetch('http://mixed.example/', {}, mixed)).rejects.toThrow(/not on the public internet/);
  });

  it('closes every private, loopback, link-local and multicast address', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const inside = fc.oneof(
      fc.tuple(fc.constantFrom(0, 10, 127, 224, 239, 240, 255), byte, byte, byte),
      fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
      fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
      fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
    );
    fc.assert(
      fc.property(inside, (parts) => isClosedAddress(parts.join('.')) && isClosedAddress(`::ffff:${parts.join('.')}`)),
    );
    for (const open of ['8.8.8.8', '93.184.216.34', '1.1.1.1', '172.32.0.1', '2606:4700:4700::1111'])
      expect(isClosedAddress(open)).toBe(false);
    expect(isClosedAddress('not an address')).toBe(true);
  });
});

describe('asking', () => {
  it('reaches a public host under its name, connecting to the address that was checked (W3)', async () => {
    let resolved = 0;
    const rebinding: Reach = {
      ...reach,
      resolve: async () => [{ address: resolved++ === 0 ? '127.0.0.1' : '169.254.169.254', family: 4 }],
    };
    const reply = await safeFetch(`http://rebind.example:${port}/echo`, { method: 'POST', body: '{"a":1}' }, rebinding);
    expect([reply.status, reply.body.toString(), resolved]).toEqual([200, '{"a":1}', 1]);
    expect(asked.at(-1)).toBe(`POST rebind.example:${port} /echo`);
  });

  it('does not follow a redirect, and follows none inside when asked to follow (W2)', async () => {
    const inside = `http://public.example:${port}/to?url=${encodeURIComponent('http://169.254.169.254/')}`;
    expect((await safeFetch(inside, {}, reach)).status).toBe(302);
    await expect(safeFetch(inside, { redirects: 3 }, reach)).rejects.toThrow(/not on the public internet/);
    const twice = `http://public.example:${port}/to?url=${encodeURIComponent(`/to?url=${encodeURIComponent('http://[::1]:1/')}`)}`;
    await expect(safeFetch(twice, { redirects: 3 }, reach)).rejects.toThrow(/not on the public internet/);
    const outside = `http://public.example:${port}/to?url=/fine`;
    expect((await safeFetch(outside, { redirects: 1 }, reach)).status).toBe(200);
    await expect(safeFetch(outside, { redirects: 1, method: 'POST', body: 'x' }, reach)).rejects.toThrow(
      /not followed/,
    );
  });

  it('takes 64 kB at most, counted unpacked (W5)', async () => {
    await expect(safeFetch(`http://public.example:${port}/huge`, {}, reach)).rejects.toThrow(/too large/);
    await expect(safeFetch(`http://public.example:${port}/bomb`, {}, reach)).rejects.toThrow(/too large/);
    expect((await safeFetch(`http://public.example:${port}/huge`, { maxBytes: 70_000 }, reach)).body).toHaveLength(
      70_000,
    );
  });

  it('waits so long at most, for the first byte and for the last (W5)', async () => {
    await expect(safeFetch(`http://public.example:${port}/never`, { timeoutMs: 150 }, reach)).rejects.toThrow(
      /in time/,
    );
    await expect(safeFetch(`http://public.example:${port}/slow`, { timeoutMs: 150 }, reach)).rejects.toThrow(/in time/);
  });

  it('says the same of a closed port and a name that is none (W4)', async () => {
    await expect(safeFetch(`http://public.example:1/`, {}, { ...reach, allows: () => true })).rejects.toThrow(
      'the address could not be reached',
    );
    await expect(safeFetch('http://no-such-name.invalid/')).rejects.toThrow('the address could not be reached');
  });
});
