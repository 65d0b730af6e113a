import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Keeps a secret that must be readable again (a webhook's key, a robot's address) out of tables, backups and dumps: AES-256-GCM
 * under a key drawn from the installation's secret (HKDF, RFC 5869), bound to `purpose` so that it opens nowhere else.
 */
export function sealText(secret: string, purpose: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, purpose), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `s1.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
}

/** The text again, with the present secret or an earlier one. Undefined when none of them opens it. */
export function openText(secrets: readonly string[], purpose: string, sealed: string): string | undefined {
  if (!sealed.startsWith('s1.')) return undefined;
  const bytes = Buffer.from(sealed.slice(3), 'base64url');
  for (const secret of secrets) {
    try {
      const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, purpose), bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    } catch {
      // another secret
    }
  }
  return undefined;
}

function keyOf(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'quarterdeck', purpose, 32));
}
