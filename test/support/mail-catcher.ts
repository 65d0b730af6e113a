import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface MailCatcher {
  /** smtp:// address. */
  readonly url: string;
  /** Whole messages as they arrived, decoded from quoted-printable and base64 bodies. */
  readonly messages: string[];
  close(): Promise<void>;
}

/** A mail server that takes everything and delivers nothing. */
export async function catchMail(): Promise<MailCatcher> {
  const messages: string[] = [];
  const server = createServer((socket) => {
    socket.setEncoding('utf8');
    socket.write('220 test\r\n');
    let data: string | undefined;
    let pending = '';
    socket.on('data', (chunk: string) => {
      pending += chunk;
      for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        if (data !== undefined) {
          if (line === '.') {
            messages.push(decoded(data));
            data = undefined;
            socket.write('250 ok\r\n');
          } else data += `${line}\n`;
        } else if (/^data/i.test(line)) {
          data = '';
          socket.write('354 go on\r\n');
        } else if (/^quit/i.test(line)) socket.end('221 bye\r\n');
        else socket.write('250 ok\r\n');
      }
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function decoded(message: string): string {
  const [head, ...rest] = message.split('\n\n');
  const body = rest.join('\n\n');
  if (/content-transfer-encoding: base64/i.test(head)) return `${head}\n\n${Buffer.from(body, 'base64').toString()}`;
  if (/content-transfer-encoding: quoted-printable/i.test(head)) {
    const bytes = body
      .replaceAll('=\n', '')
      .replaceAll(/=([0-9A-F]{2})/g, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    return `${head}\n\n${Buffer.from(bytes, 'latin1').toString()}`;
  }
  return message;
}
