export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5';

/** Frequent characters that Simplified and Traditional text write differently; they tell GB18030 from Big5. */
const simplified =
  '们个这为来对国说时过发后会经产于现学实开无业东门问马车长见书体电话号单价额区买卖订货员务级报计认设试购运销图广厂间网络';
const traditional =
  '們個這為來對國說時過發後會經產於現學實開無業東門問馬車長見書體電話號單價額區買賣訂貨員務級報計認設試購運銷圖廣廠間網絡';

/**
 * Tells how text bytes are encoded from a sample of their start: a byte order mark, the zero bytes of UTF-16, strict
 * UTF-8, and else whichever of GB18030 and Big5 decodes to more common characters.
 * Undefined when none of them decodes without damage: then the user is asked.
 */
export function detectEncoding(sample: Uint8Array): Encoding | undefined {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return 'utf-8';
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const looked = Math.min(sample.length, 4096);
  for (let i = 0; i < looked; i++) if (sample[i] === 0) zeros[i % 2] += 1;
  if (zeros[1] > looked / 8 && zeros[1] > zeros[0] * 4) return 'utf-16le';
  if (zeros[0] > looked / 8 && zeros[0] > zeros[1] * 4) return 'utf-16be';
  if (decodes(sample, 'utf-8') !== undefined) return 'utf-8';
  const asGb = decodes(sample, 'gb18030');
  const asBig5 = decodes(sample, 'big5');
  if (asGb === undefined) return asBig5 === undefined ? undefined : 'big5';
  if (asBig5 === undefined) return 'gb18030';
  return score(asBig5, traditional) > score(asGb, simplified) ? 'big5' : 'gb18030';
}

/** The sample may be cut inside a character, so the last few bytes are forgiven. */
function decodes(sample: Uint8Array, encoding: Encoding): string | undefined {
  for (let cut = 0; cut <= Math.min(3, sample.length); cut++) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(sample.subarray(0, sample.length - cut));
    } catch {
      // try again without the last byte
    }
  }
  return undefined;
}

function score(text: string, common: string): number {
  const set = new Set(common);
  let found = 0;
  let wide = 0;
  for (const character of text) {
    if (character.codePointAt(0)! < 0x80) continue;
    wide += 1;
    if (set.has(character)) found += 1;
  }
  return wide === 0 ? 0 : found / wide;
}
