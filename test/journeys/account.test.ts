import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { accessibilityProblems, chromiumPath, screenshot } from './browser.ts';
import { demoVisit } from './demo-visit.ts';

/** RFC 6238 with the usual 30 s and six digits. */
function totp(secret: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = secret
    .split('')
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = mac[19] & 15;
  return ((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).toString().padStart(6, '0');
}

const old = 'quarterdeck-demo';
const fresh = 'a quarterdeck of my own';

/** Everyone keeps their own sign-in: password, second factor, keys. */
describe.skipIf(chromiumPath === undefined)('one’s own account (needs a Chromium)', () => {
  const visit = demoVisit();

  it('changes the password, sets up a second factor, makes a key and revokes it, on a phone', async () => {
    const { page, complaints } = await visit.open({ language: 'en', width: 390, dark: true });
    await visit.server.signIn(page, 'rep');
    await page.goto('/settings/account');
    await page.getByLabel('Present password').fill(old);
    await page.getByLabel('New password', { exact: true }).fill(fresh);
    await page.getByLabel('New password again').fill(fresh);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('Password changed').waitFor();

    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByLabel('Your password, to be sure').fill(fresh);
    await page.getByRole('button', { name: 'Continue' }).click();
    const secret = (await page.getByLabel('Key', { exact: true }).inputValue()).replaceAll(' ', '');
    await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
    expect(await page.getByRole('dialog').locator('li').count()).toBe(10);
    await screenshot(page, 'account-second-factor');
    await page.getByLabel('Six-digit code').fill(totp(secret));
    await page.getByRole('button', { name: 'Put in force' }).click();
    await page.getByText('In force', { exact: true }).waitFor();

    await page.getByRole('button', { name: 'New key' }).click();
    await page.getByLabel('Name').fill('ERP');
    await page.getByRole('button', { name: 'Make key' }).click();
    const shown = page.getByRole('textbox', { name: 'Key “ERP”' });
    const key = await shown.inputValue();
    await page.getByRole('button', { name: 'Done' }).click();
    const asked = { headers: { authorization: `Bearer ${key}` } };
    expect((await fetch(`${visit.server.address}/api/customers/accounts?limit=1`, asked)).status).toBe(200);
    await page.getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('Key “ERP” was revoked').waitFor();
    expect((await fetch(`${visit.server.address}/api/customers/accounts?limit=1`, asked)).status).toBe(401);
    await screenshot(page, 'account');
    expect(complaints).toEqual([]);
    const serious = (await accessibilityProblems(page)).filter(
      ({ impact }) => impact === 'serious' || impact === 'critical',
    );
    expect(serious).toEqual([]);
    await page.context().close();
  });
});
