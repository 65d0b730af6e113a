import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fromDayNumber } from '#kernel/civil-date.ts';
import { type Random, seededRandom } from '#kernel/random.ts';
import type { ImportMapping } from '#platform/importing/mapping.ts';

/** How large the company of the platform benches is. */
export interface CompanySize {
  readonly opportunities: number;
  readonly accounts: number;
  readonly people: number;
  readonly products: number;
}

/** The proportions of issue-sized data at any number of opportunities. */
export function sizeFor(opportunities: number): CompanySize {
  return { opportunities, accounts: Math.max(200, Math.round(opportunities / 50)), people: 200, products: 120 };
}

const stages = [
  ['初步接触', 'open', 0.1],
  ['需求确认', 'open', 0.25],
  ['方案报价', 'open', 0.5],
  ['商务谈判', 'open', 0.75],
  ['赢单', 'won', 1],
  ['输单', 'lost', 0],
] as const;
const places = ['上海', '北京', '广州', '深圳', '杭州', '成都', '武汉', '西安', '南京', '重庆'];
const characters = Array.from('恒泰宏达精密机械华瑞新科远东鼎盛金龙安信天元海通博众联创东方中信');
const latin = ['Acme', 'Nordic', 'Harbor', 'Summit', 'Vertex', 'Pioneer', 'Atlas', 'Delta', 'Orion', 'Quantum'];
const surnames = Array.from('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗');
const sources = ['website', 'referral', 'exhibition', 'partner', 'cold call'];
const firstDay = 18_993; // 2022-01-01
const days = 1_700;

export const accountName = (i: number, random: Random): string =>
  i % 3 === 0
    ? `${random.pick(latin)} ${random.pick(latin)} Industries ${i}`
    : `${random.pick(places)}${random.pick(characters)}${random.pick(characters)}${random.pick(characters)}有限公司${i}`;

/**
 * Writes the files of a company: people, products, stages, customers, then its opportunities, a quarter of them open.
 * The same size and seed give the same bytes.
 */
export async function writeCompanyFiles(folder: string, size: CompanySize, seed = 1): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const random = seededRandom(seed);
  const people = Array.from(
    { length: size.people },
    (_, i) => `${random.pick(surnames)}${random.pick(characters)}${i}`,
  );
  const products = Array.from({ length: size.products }, (_, i) => `PX-${100 + i}`);
  const accounts = Array.from({ length: size.accounts }, (_, i) => accountName(i, random));
  const owners = accounts.map(() => random.pick(people));
  const table = (name: string, header: string, lines: readonly string[]): void =>
    writeFileSync(join(folder, name), `${header}\n${lines.join('\n')}\n`);
  table('people.csv', 'name', people);
  table(
    'products.csv',
    'code,name',
    products.map((code) => `${code},${code} 系列`),
  );
  table(
    'stages.csv',
    'name,outcome,probability',
    stages.map((stage) => stage.join(',')),
  );
  table(
    'accounts.csv',
    'name,owner,region',
    accounts.map((name, i) => `${name},${owners[i]},${random.pick(places)}`),
  );
  const out = createWriteStream(join(folder, 'opportunities.csv'), { highWaterMark: 1 << 20 });
  out.write('id,name,customer,owner,stage,amount,source,product,created_on,expected_close_on,closed_on,lost_reason\n');
  for (let start = 0; start < size.opportunities; start += 5000) {
    let text = '';
    for (let i = start; i < Math.min(start + 5000, size.opportunities); i++) {
      const account = random.integer(size.accounts);
      const [stage, outcome] = stages[random.next() < 0.25 ? random.integer(4) : random.next() < 0.55 ? 4 : 5];
      const created = firstDay + random.integer(days);
      const expected = created + 20 + random.integer(120);
      const closed = outcome === 'open' ? '' : fromDayNumber(created + 10 + random.integer(150));
      const amount = (Math.exp(10 + random.normal()) | 0) + random.integer(100) / 100;
      text += `OPP-${i},${accounts[account]} ${random.pick(products)} 项目 ${i},${accounts[account]},${owners[account]},${stage},${amount.toFixed(2)},${random.pick(sources)},${random.pick(products)},${fromDayNumber(created)},${fromDayNumber(expected)},${closed},${outcome === 'lost' ? '价格' : ''}\n`;
    }
    if (!out.write(text)) await new Promise((resolve) => out.once('drain', resolve));
  }
  out.end();
  await finished(out);
}

const file = (
  name: string,
  kind: string,
  fields: ImportMapping['files'][number]['records'][number]['fields'],
  match?: string,
) => ({
  file: name,
  records: [{ kind, onMatch: 'update' as const, fields, ...(match === undefined ? {} : { match }) }],
});

/** What everything in the opportunity file points at. */
export const companyMapping: ImportMapping = {
  files: [
    file('people.csv', 'person', { name: 'name' }, 'name'),
    file('products.csv', 'product', { code: 'code', name: 'name' }, 'code'),
    file('stages.csv', 'stage', { name: 'name', outcome: 'outcome', probability: 'probability' }, 'name'),
    file('accounts.csv', 'account', { name: 'name', ownerId: 'owner', region: 'region' }, 'name'),
    { file: 'opportunities.csv', ignore: 'imported on its own', records: [] },
  ],
};

export const opportunityMapping: ImportMapping = {
  files: [
    file('opportunities.csv', 'opportunity', {
      externalId: 'id',
      name: 'name',
      accountId: 'customer',
      ownerId: 'owner',
      stageId: 'stage',
      amount: 'amount',
      source: 'source',
      productId: 'product',
      createdOn: 'created_on',
      expectedCloseOn: 'expected_close_on',
      closedOn: 'closed_on',
      lostReason: 'lost_reason',
    }),
  ],
};
