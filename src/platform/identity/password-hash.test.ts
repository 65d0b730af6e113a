import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './password-hash.ts';

describe('passwords', () => {
  it('are kept as salted argon2id and recognised again', async () => {
    const [one, two] = await Promise.all([hashPassword('帷幄 correct horse'), hashPassword('帷幄 correct horse')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await verifyPassword('帷幄 correct horse', one)).toBe(true);
    expect(await verifyPassword('帷幄 correct horsf', one)).toBe(false);
  });

  it('verifies the published argon2id test vector of the reference implementation', async () => {
    // github.com/P-H-C/phc-winner-argon2, test.c: hashtest(version, 2, 16, 1, "password", "somesalt", …, Argon2_id)
    const kept = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await verifyPassword('password', kept)).toBe(true);
  });

  it('recognises nothing in what is not a kept password', async () => {
    for (const kept of ['', 'password', '$argon2i$v=19$m=8,t=1,p=1$AAAA$AAAA', '$argon2id$v=19$m=19456,t=2,p=1$$'])
      expect(await verifyPassword('password', kept)).toBe(false);
  });
});
