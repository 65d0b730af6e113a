import { Agent, request } from 'node:http';
import type { PageRequest } from './pages.ts';

/** A browser's worth of kept connections to the app; cheaper in this process than fetch, whose own work would be measured too. */
export interface Browser {
  /** Sends and reads the whole reply. */
  send(asked: PageRequest, headers?: Readonly<Record<string, string>>): Promise<string>;
  close(): void;
}

export function openBrowser(url: string, common: Readonly<Record<string, string>>): Browser {
  const agent = new Agent({ keepAlive: true, maxSockets: 6 });
  return {
    send: ({ method, path, body, version }, headers = {}) =>
      new Promise((resolve, reject) => {
        const text = body === undefined ? undefined : JSON.stringify(body);
        const sent = request(
          new URL(path, url),
          {
            method,
            agent,
            headers: {
              ...common,
              ...headers,
              ...(text === undefined
                ? {}
                : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
              ...(version === undefined ? {} : { 'if-match': String(version) }),
            },
          },
          (reply) => {
            const parts: Buffer[] = [];
            reply.on('data', (part: Buffer) => parts.push(part));
            reply.on('error', reject);
            reply.on('end', () => {
              const answer = Buffer.concat(parts).toString();
              if ((reply.statusCode ?? 500) < 300) resolve(answer);
              else reject(new Error(`${method} ${path}: ${reply.statusCode} ${answer.slice(0, 500)}`));
            });
          },
        );
        sent.on('error', reject);
        sent.end(text);
      }),
    close: () => agent.destroy(),
  };
}
