import { lookup as resolve } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Readable } from 'node:stream';
import { isClosedAddress } from './private-address.ts';

export interface SafeRequest {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** In all, connecting and reading included; 5 s when not said. */
  readonly timeoutMs?: number;
  /** Bytes of the reply after decompression; 64 kB when not said. */
  readonly maxBytes?: number;
  /** Redirects to follow, each checked like the first address; none when not said. */
  readonly redirects?: number;
  readonly signal?: AbortSignal;
}

export interface SafeReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** For tests, and for installations whose own services live on a private network: which addresses are let through and how names resolve. */
export interface Reach {
  allows(address: string, port: number): boolean;
  resolve(host: string): Promise<readonly { readonly address: string; readonly family: number }[]>;
}

export const publicInternet: Reach = {
  allows: (address) => !isClosedAddress(address),
  resolve: (host) => resolve(host, { all: true, verbatim: true }),
};

/** The address cannot be asked, or did not answer as it should. Says nothing about what stands behind a closed address. */
export class UnreachableAddress extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UnreachableAddress';
  }
}

/**
 * Asks an address that someone else wrote down (webhooks, single sign-on), without letting it reach what only this machine or
 * its network can reach: http and https only, no user in it, its name resolved once, every resolved address checked, and the
 * connection made to the checked address itself, so that a name that changes its mind finds nothing. Proxies of the environment
 * are not used. Certificates are checked against the name.
 * @throws UnreachableAddress
 */
export async function safeFetch(
  url: string,
  request: SafeRequest = {},
  reach: Reach = publicInternet,
): Promise<SafeReply> {
  const timeout = AbortSignal.timeout(request.timeoutMs ?? 5_000);
  const signal = request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]);
  let target = checkedUrl(url);
  try {
    for (let left = request.redirects ?? 0; ; left--) {
      const reply = await ask(target, request, signal, reach);
      const { location } = reply.headers;
      if (![301, 302, 303, 307, 308].includes(reply.status) || location === undefined || left <= 0) return reply;
      if (request.body !== undefined) throw new UnreachableAddress('a redirect of what is sent is not followed');
      target = checkedUrl(new URL(String(location), target).href);
    }
  } catch (error) {
    if (error instanceof UnreachableAddress) throw error;
    throw new UnreachableAddress(
      timeout.aborted ? 'the address did not answer in time' : 'the address could not be reached',
      {
        cause: error,
      },
    );
  }
}

function checkedUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '')
    throw new UnreachableAddress('an http or https address is expected');
  if (url.username !== '' || url.password !== '')
    throw new UnreachableAddress('an address without user and password is expected');
  return url;
}

async function ask(url: URL, request: SafeRequest, signal: AbortSignal, reach: Reach): Promise<SafeReply> {
  const https = url.protocol === 'https:';
  const port = url.port === '' ? (https ? 443 : 80) : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const literal = isIP(host);
  const found = literal === 0 ? await abortable(reach.resolve(host), signal) : [{ address: host, family: literal }];
  // One closed address among several is enough: whoever mixes them means to get through.
  if (found.length === 0 || found.some(({ address }) => !reach.allows(address, port)))
    throw new UnreachableAddress('this address is not on the public internet');
  const [{ address, family }] = found;
  const send = https ? httpsRequest : httpRequest;
  return new Promise((done, failed) => {
    const outgoing = send(
      {
        method: request.method ?? 'GET',
        host,
        port,
        path: `${url.pathname}${url.search}`,
        headers: { 'accept-encoding': 'identity', 'user-agent': 'Quarterdeck', ...request.headers, host: url.host },
        // The connection goes to the address that was checked, whatever the name says by now.
        lookup: (_host, options, callback) => {
          if (options.all === true) callback(null, [{ address, family }]);
          else callback(null, address, family);
        },
        agent: false,
        signal,
        ...(https && literal === 0 ? { servername: host } : {}),
      },
      (incoming) => {
        read(incoming, request.maxBytes ?? 65_536, signal).then(
          (body) => done({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }),
          (error: unknown) => {
            outgoing.destroy();
            failed(error instanceof Error ? error : new Error(String(error)));
          },
        );
      },
    );
    outgoing.once('error', failed);
    outgoing.end(request.body);
  });
}

/** Reads at most so many bytes, counted after decompression, so that a small reply cannot become a large one. */
async function read(incoming: IncomingMessage, maxBytes: number, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const stream = decompressed(incoming);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    signal.throwIfAborted();
    size += chunk.length;
    if (size > maxBytes) {
      incoming.destroy();
      throw new UnreachableAddress('the reply is too large');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decompressed(incoming: IncomingMessage): Readable {
  switch (incoming.headers['content-encoding']) {
    case undefined:
    case '':
    case 'identity':
      return incoming;
    case 'gzip':
      return incoming.pipe(createGunzip());
    case 'deflate':
      return incoming.pipe(createInflate());
    case 'br':
      return incoming.pipe(createBrotliDecompress());
    default:
      throw new UnreachableAddress('the reply is packed in an unknown way');
  }
}

function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, failed) => {
    signal.addEventListener('abort', () => failed(new Error('aborted')), { once: true });
    promise.then(done, failed);
  });
}
