import { pinyin } from 'pinyin-pro';
import type { Random } from '#kernel/random.ts';
import { type City, regions } from './geography.ts';

const split = (text: string): readonly string[] => text.split(' ');

const surnames = split(
  '王 李 张 刘 陈 杨 黄 赵 周 吴 徐 孙 马 朱 胡 郭 何 林 罗 高 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 萧 田 董 袁 潘 蒋 蔡 余 杜 叶 程 苏 魏 吕 丁 沈 任 姚 卢 傅 钟 姜 崔 谭 廖 范 汪 陆 金 石 戴 贾 韦 夏 邱 方 侯 邹 熊 孟 秦 白 江 阎 薛 尹 段 雷 龙 欧阳 司马 上官',
);
const givenFirst = split(
  '伟 芳 娜 敏 静 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 霞 平 刚 桂 文 思 雨 子 浩 晓 佳 俊 欣 嘉 梓 志 建 海 国 春 秋 若 亦 天 宇 晨 诗 梦 雅 丽 玉 凯 博 振',
);
const givenSecond = split(
  '英 华 玲 红 辉 鹏 宁 琳 琪 轩 涵 怡 航 峰 萱 阳 洁 瑶 博 豪 兰 梅 飞 斌 龙 岚 颖 雪 源 江 琴 虹 锋 彬 睿 哲 恒 然 悦 彤',
);

export interface PersonName {
  readonly name: string;
  readonly english: string;
  /** For the e-mail address: pinyin without spaces. */
  readonly login: string;
}

/** An invented person; two of three have a given name of two characters. */
export function personName(random: Random): PersonName {
  const surname = random.pick(surnames);
  const given = random.pick(givenFirst) + (random.next() < 0.7 ? random.pick(givenSecond) : '');
  return named(surname, given);
}

export function named(surname: string, given: string): PersonName {
  const [family, first] = [spell(surname, true), spell(given, false)];
  return {
    name: surname + given,
    english: `${capital(first)} ${capital(family)}`,
    login: `${family}${first}`.toLowerCase(),
  };
}

const spelled = new Map<string, string>();

function spell(text: string, isSurname: boolean): string {
  const key = `${isSurname ? '姓' : ''}${text}`;
  let found = spelled.get(key);
  if (found === undefined) {
    found = pinyin(text, {
      toneType: 'none',
      separator: '',
      v: true,
      surname: isSurname ? 'all' : 'off',
    }).toLowerCase();
    spelled.set(key, found);
  }
  return found;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

// Rare first and second characters, so that an invented name is unlikely to be a real company's.
const brandFirst = split('霁 珩 澹 岫 翎 湛 旻 骁 煦 沅 澜 皓 砺 衡 睿 璟 翊 赫 霖 铎 珺 栩 恺 屹 淳 昱 炜 峻 潞 滢');
const brandSecond = split('岫 川 舟 原 岳 屿 航 峤 澄 野 石 桥 林 风 云 泽 衍 峰 湾 帆 桐 塬 汀 渊 墨 汐 崖 渡 禾 坤');

export interface Industry {
  readonly name: string;
  readonly trades: readonly (readonly [chinese: string, english: string])[];
}

export const industries: readonly Industry[] = [
  {
    name: '机械制造',
    trades: [
      ['精密机械', 'Precision Machinery'],
      ['重型装备', 'Heavy Equipment'],
      ['数控机床', 'CNC Machines'],
    ],
  },
  {
    name: '汽车零部件',
    trades: [
      ['汽车部件', 'Auto Parts'],
      ['传动系统', 'Drive Systems'],
      ['底盘科技', 'Chassis Technology'],
    ],
  },
  {
    name: '电子电气',
    trades: [
      ['电气设备', 'Electric'],
      ['电子科技', 'Electronics'],
      ['仪器仪表', 'Instruments'],
    ],
  },
  {
    name: '化工',
    trades: [
      ['精细化工', 'Fine Chemicals'],
      ['新材料', 'New Materials'],
      ['涂料', 'Coatings'],
    ],
  },
  {
    name: '食品饮料',
    trades: [
      ['食品', 'Foods'],
      ['饮料', 'Beverages'],
      ['乳业', 'Dairy'],
    ],
  },
  {
    name: '能源电力',
    trades: [
      ['电力设备', 'Power Equipment'],
      ['新能源', 'New Energy'],
      ['环保工程', 'Environmental'],
    ],
  },
  {
    name: '建筑工程',
    trades: [
      ['建设工程', 'Construction'],
      ['钢结构', 'Steel Structures'],
      ['幕墙装饰', 'Facades'],
    ],
  },
  {
    name: '医药',
    trades: [
      ['生物制药', 'Biopharma'],
      ['医疗器械', 'Medical Devices'],
      ['药业', 'Pharmaceuticals'],
    ],
  },
  {
    name: '物流仓储',
    trades: [
      ['物流', 'Logistics'],
      ['供应链', 'Supply Chain'],
      ['仓储服务', 'Warehousing'],
    ],
  },
  {
    name: '冶金',
    trades: [
      ['金属制品', 'Metal Products'],
      ['铸造', 'Foundry'],
      ['特钢', 'Special Steel'],
    ],
  },
];

export interface CompanyName {
  readonly name: string;
  readonly short: string;
  readonly english: string;
}

/** An invented company of a city and trade: 苏州霁川精密机械有限公司, short 霁川精密机械. */
export function companyName(random: Random, city: City, industry: Industry): CompanyName {
  const brand = random.pick(brandFirst) + random.pick(brandSecond);
  const [trade, english] = random.pick(industry.trades);
  const ending = random.next() < 0.12 ? '股份有限公司' : random.next() < 0.1 ? '集团有限公司' : '有限公司';
  return {
    name: `${city.name}${brand}${trade}${ending}`,
    short: brand + trade,
    english: `${capital(spell(brand, false))} ${english} (${city.english}) Co., Ltd.`,
  };
}

/** A number that no Chinese network has given out: its prefix is not a mobile one. */
export function inventedMobile(random: Random): string {
  return `100${String(random.integer(100_000_000)).padStart(8, '0')}`;
}

export function cityOf(region: string, random: Random): City {
  const found = regions.find(({ name }) => name === region);
  if (found === undefined) throw new RangeError(`no such region: ${region}`);
  return random.pick(found.cities);
}
