import { readingsOf } from './pinyin.ts';

/** Longest run of Han characters whose pinyin is indexed as one word. */
const longestReading = 24;
/** A name is found within its first so many characters. */
const longestText = 2000;

/** Letters and digits only: the radicals and strokes of the Han script are signs, which no search knows. */
const runPattern =
  /[[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]&&[\p{L}\p{N}]]+|[[\p{L}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]]+/gv;
const cjk = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Places that company names begin with and that people leave out when they search: 上海宏泰精密 is sought as htjm. */
const places = new Set(
  (
    '北京 上海 天津 重庆 河北 山西 辽宁 吉林 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 ' +
    '广西 西藏 宁夏 新疆 香港 澳门 内蒙古 黑龙江 石家庄 太原 沈阳 大连 长春 哈尔滨 南京 苏州 无锡 常州 南通 徐州 扬州 杭州 宁波 温州 绍兴 ' +
    '嘉兴 金华 台州 合肥 芜湖 福州 厦门 泉州 南昌 济南 青岛 烟台 潍坊 郑州 洛阳 武汉 宜昌 襄阳 长沙 株洲 广州 深圳 佛山 东莞 珠海 中山 惠州 ' +
    '南宁 柳州 海口 成都 绵阳 德阳 贵阳 昆明 西安 宝鸡 兰州 西宁 银川 乌鲁木齐 呼和浩特 包头 唐山 保定'
  ).split(' '),
);

/**
 * What a record is found by, as words separated by spaces for to_tsvector('simple', …): Latin words and numbers in lower
 * case (NFKC, accents dropped); of each run of 汉字 its pairs of neighbours and its last character (every other one begins a
 * pair), its pinyin and its pinyin initials (again without a leading place name). 恒泰Pump → '恒泰 泰 hengtai ht pump'.
 */
export function searchText(...values: readonly (string | null | undefined)[]): string {
  const words = new Set<string>();
  for (const value of values) {
    if (value === null || value === undefined || value === '') continue;
    for (const run of runsOf(value)) {
      if (cjk.test(run)) for (const word of wordsOfRun(run)) words.add(word);
      else words.add(run);
    }
  }
  return [...words].join(' ');
}

/** The runs of letters of a text, normalised; each is either wholly 汉字 (kana, hangul) or wholly something else. */
export function runsOf(value: string): readonly string[] {
  const normal = value.slice(0, longestText).normalize('NFKC').toLowerCase();
  const folded = /[\u00c0-\u024f]/.test(normal)
    ? normal
        .normalize('NFD')
        .replaceAll(/[\u0300-\u036f]/g, '')
        .normalize('NFC')
    : normal;
  return folded.match(runPattern) ?? [];
}

export function isCjk(run: string): boolean {
  return cjk.test(run);
}

const knownRuns = new Map<string, readonly string[]>();
/** Runs remembered: names of customers come back in everything about them. */
const mostRuns = 20_000;

function wordsOfRun(run: string): readonly string[] {
  const known = knownRuns.get(run);
  if (known !== undefined) return known;
  const found = new Set<string>();
  addRun(found, run);
  const words = [...found];
  if (knownRuns.size >= mostRuns) knownRuns.clear();
  knownRuns.set(run, words);
  return words;
}

function addRun(words: Set<string>, run: string): void {
  const characters = Array.from(run);
  for (let i = 1; i < characters.length; i++) words.add(characters[i - 1] + characters[i]);
  words.add(characters[characters.length - 1]);
  const readings = readingsOf(characters.slice(0, longestReading));
  addReadings(words, readings);
  for (const length of [2, 3, 4]) {
    if (characters.length > length && places.has(characters.slice(0, length).join(''))) {
      addReadings(words, readings.slice(length));
      return;
    }
  }
}

function addReadings(words: Set<string>, readings: readonly string[]): void {
  let full = '';
  let initials = '';
  for (const reading of readings) {
    full += reading;
    initials += reading.slice(0, 1);
  }
  if (full !== '') words.add(full);
  if (initials.length > 1) words.add(initials);
}
