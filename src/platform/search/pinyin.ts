import { pinyin } from 'pinyin-pro';

/** Words whose reading differs from that of their characters alone, as they occur in names of places and companies. */
const wordReadings = new Map<string, readonly string[]>([
  ['重庆', ['chong', 'qing']],
  ['长沙', ['chang', 'sha']],
  ['长春', ['chang', 'chun']],
  ['长江', ['chang', 'jiang']],
  ['长城', ['chang', 'cheng']],
  ['长安', ['chang', 'an']],
  ['长治', ['chang', 'zhi']],
  ['成都', ['cheng', 'du']],
  ['首都', ['shou', 'du']],
  ['厦门', ['xia', 'men']],
  ['大厦', ['da', 'sha']],
  ['六安', ['lu', 'an']],
  ['蚌埠', ['beng', 'bu']],
  ['银行', ['yin', 'hang']],
  ['行业', ['hang', 'ye']],
  ['商行', ['shang', 'hang']],
  ['乐器', ['yue', 'qi']],
  ['音乐', ['yin', 'yue']],
  ['重工', ['zhong', 'gong']],
  ['重型', ['zhong', 'xing']],
  ['调度', ['diao', 'du']],
  ['会计', ['kuai', 'ji']],
]);

const characterReadings = new Map<string, string>();

/**
 * The reading of each Han character of a run without tones ('ü' as 'v'): 重庆 → ['chong', 'qing'].
 * Reads character by character from a cache, words with another reading from a short list; a character that no dictionary
 * knows reads as the empty text.
 */
export function readingsOf(characters: readonly string[]): string[] {
  const readings: string[] = [];
  for (let i = 0; i < characters.length; i++) {
    const word = i + 1 < characters.length ? wordReadings.get(characters[i] + characters[i + 1]) : undefined;
    if (word === undefined) {
      readings.push(readingOf(characters[i]));
    } else {
      readings.push(...word);
      i++;
    }
  }
  return readings;
}

function readingOf(character: string): string {
  const known = characterReadings.get(character);
  if (known !== undefined) return known;
  const read = pinyin(character, { toneType: 'none', v: true, nonZh: 'removed' }).toLowerCase();
  const reading = /^[a-z]+$/.test(read) ? read : '';
  characterReadings.set(character, reading);
  return reading;
}
