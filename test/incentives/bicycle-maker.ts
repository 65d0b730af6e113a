import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays } from '#kernel/civil-date.ts';
import { type ImportMapping, parseMapping } from '#platform/importing/mapping.ts';

export interface Seller {
  /** Key in the warehouse, under which sales and quotas stand. */
  readonly key: string;
  readonly rate: string;
  readonly bonus: string;
}

export interface Quarter {
  readonly id: string;
  readonly from: string;
  readonly through: string;
}

export interface BicycleMaker {
  /** Folder and mapping to import. */
  readonly folder: string;
  readonly mapping: ImportMapping;
  readonly sellers: readonly Seller[];
  /** From one quota day to the next. */
  readonly quarters: readonly Quarter[];
  /** Quota in cents by seller and quarter. */
  readonly quotas: ReadonlyMap<string, bigint>;
}

export const quotaKey = (seller: string, quarter: string): string => `${seller} ${quarter}`;

/**
 * The bicycle maker of the reference data as its pay administrator has it: rates and bonuses of the sellers (kept by number of
 * the person), quotas by quarter (they hold until the next ones), reseller orders.
 */
export function bicycleMaker(data: string): BicycleMaker {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-bicycles-'));
  for (const file of ['DimSalesTerritory.csv', 'DimProduct.csv', 'DimReseller.csv', 'FactResellerSales.csv.gz'])
    symlinkSync(join(data, 'dw_csv', file), join(folder, file));
  symlinkSync(join(data, 'dw_extra', 'DimEmployee.csv'), join(folder, 'DimEmployee.csv'));
  const rows = linesOf(join(data, 'dw_csv', 'FactSalesQuota.csv'));
  const days = [...new Set(rows.slice(1).map((row) => row.split(',')[6]))].sort();
  const quarters = days.map((from, i): Quarter => {
    const through = i + 1 < days.length ? addDays(days[i + 1], -1) : addDays(from, 91);
    return { id: `${2011 + Math.floor(i / 4)}-Q${(i % 4) + 1}`, from, through };
  });
  const until = new Map(quarters.map(({ from, through }) => [from, addDays(through, 1)]));
  const dated = rows.map((row, i) => `${row},${i === 0 ? 'Until' : until.get(row.split(',')[6])}`);
  writeFileSync(join(folder, 'FactSalesQuota.csv'), `${dated.join('\n')}\n`);
  const yaml = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'mappings', 'adventureworks.yaml'), 'utf8');
  const mapping = parseMapping(yaml.replace('fromOn: Date,', 'fromOn: Date, untilOn: Until,'), 'adventureworks.yaml');
  const quarterOf = new Map(quarters.map(({ id, from }) => [from, id]));
  const quotas = new Map(
    rows.slice(1).map((row) => {
      const [, seller, , , , amount, day] = row.split(',');
      return [quotaKey(seller, quarterOf.get(day)!), BigInt(Math.round(Number(amount) * 100))];
    }),
  );
  return {
    folder,
    mapping,
    sellers: sellersOf(data, new Set([...quotas.keys()].map((key) => key.split(' ')[0]))),
    quarters,
    quotas,
  };
}

/** Rates and bonuses stand under the person's own number; the national number ties that to the key of the warehouse. */
function sellersOf(data: string, keys: ReadonlySet<string>): Seller[] {
  const national = new Map(
    linesOf(join(data, 'oltp', 'Employee.csv')).map((line) => {
      const [id, number] = line.split('\t');
      return [number, id];
    }),
  );
  const terms = new Map(
    linesOf(join(data, 'oltp', 'SalesPerson.csv')).map((line) => {
      const [id, , , bonus, rate] = line.split('\t');
      return [id, { rate, bonus }];
    }),
  );
  return linesOf(join(data, 'dw_extra', 'DimEmployee.csv'))
    .map((line) => line.split(','))
    .filter(([key]) => keys.has(key))
    .map(([key, , number]) => ({ key, ...terms.get(national.get(number)!)! }));
}

function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '');
}
