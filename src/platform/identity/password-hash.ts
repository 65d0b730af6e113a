import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

export interface PasswordCost {
  /** KiB */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** Argon2id (RFC 9106) with 19 MiB, two passes, one lane: the OWASP choice; about 60 ms here. */
const usualCost: PasswordCost = { memory: 19_456, passes: 2, parallelism: 1 };
const nonceBytes = 16;
const tagBytes = 32;

/** A password as it is kept: the PHC string `$argon2id$v=19$m=19456,t=2,p=1$nonce$tag`, which names its own cost. */
export async function hashPassword(password: string, cost: PasswordCost = usualCost): Promise<string> {
  const nonce = randomBytes(nonceBytes);
  const tag = await tagOf(password, nonce, cost, tagBytes);
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${plain(nonce)}$${plain(tag)}`;
}

/** Whether the password is the one kept; false for anything that is not such a string. */
export async function verifyPassword(password: string, kept: string): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/.exec(kept);
  if (parts === null) return false;
  const [, memory, passes, parallelism, nonce, tag] = parts;
  const expected = Buffer.from(tag, 'base64');
  const wanted = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  return timingSafeEqual(await tagOf(password, Buffer.from(nonce, 'base64'), wanted, expected.length), expected);
}

function tagOf(password: string, nonce: Buffer, parameters: PasswordCost, tagLength: number): Promise<Buffer> {
  return derive('argon2id', { ...parameters, message: password.normalize('NFKC'), nonce, tagLength });
}

function plain(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
