import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { StatementDocument } from '#engines/commission/calculation/statement.ts';
import { explainLine } from '#engines/commission/explanation/explain-line.ts';
import { isSentence } from '#engines/commission/explanation/sentences/read-sentence.ts';
import { planJsonSchema } from '#engines/commission/plan/json-schema.ts';
import { readTable, streamTable } from '#platform/tabular/read-table.ts';
import { pageCommands, runQuarterdeck } from '../../../test/support/method-page.ts';
import { workedExamples } from '../../../test/support/worked-example.ts';
import { printJson } from '../print-json.ts';
import { commissionCommand } from './commission.ts';
import type { EngineAnswer, OptionValues } from './define-engine-command.ts';

const root = join(import.meta.dirname, '..', '..', '..');

const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-commission-'));
let files = 0;

function scratch(name: string, content: string | Uint8Array): string {
  const inside = join(folder, String(files++));
  mkdirSync(inside);
  writeFileSync(join(inside, name), content);
  return join(inside, name);
}

interface Answer {
  readonly statements: readonly StatementDocument[];
  readonly unassigned: readonly { credit: string; code: string; reason: string; fix: string }[];
  readonly warnings: readonly { code: string; message: string; fix?: string }[];
}

function call(verb: string, files: readonly string[], options: OptionValues = {}): Promise<EngineAnswer> {
  return commissionCommand.verbs[verb].run({
    files,
    options: { draws: 0, growth: 1, spread: 0.15, ...options },
    map: {},
    seed: 1,
    readTable: (file) => readTable(file),
    streamTable,
    progress: () => undefined,
  });
}

async function asJson(answer: EngineAnswer): Promise<Answer> {
  let text = '';
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  await printJson(answer.json, output);
  return JSON.parse(text) as Answer;
}

describe('worked examples that a pay administrator signs', () => {
  it.each(workedExamples().map((example) => [example.name, example] as const))(
    '%s',
    async (_, { plan, files, tables }) => {
      const options = Object.fromEntries(['payees', 'quotas', 'rates'].map((name) => [name, files[name]]));
      const { statements, unassigned, warnings } = await asJson(
        await call('calculate', [plan, files.credits], options),
      );
      const paid = statements
        .filter(({ total }) => Number(total) !== 0)
        .map(({ payee, period, total }) => `${payee} ${period} ${total}`);
      const expected = tables.pay
        .filter(({ pay }) => Number(pay) !== 0)
        .map(({ payee, period, pay }) => `${payee} ${period} ${pay}`);
      expect(paid.sort()).toEqual(expected.sort());
      expect(unassigned.map(({ credit, code }) => ({ credit, code }))).toEqual(tables.unassigned ?? []);
      expect(warnings.filter(({ code }) => code !== 'on-edge')).toEqual([]);
      const lines = statements.flatMap((one) =>
        one.lines.map((line) => ({ ...line, payee: one.payee, period: one.period })),
      );
      for (const wanted of tables.lines ?? []) expect(lines).toContainEqual(expect.objectContaining(wanted));
      for (const line of lines) expect(explainLine(line, { n: 1n, d: 1n })).toMatchObject({ replays: true });
      const said = [
        ...lines.map(({ note }) => note),
        ...unassigned.flatMap(({ reason, fix }) => [reason, fix]),
        ...warnings.flatMap(({ message, fix }) => [message, fix]),
      ];
      expect(said.filter((text) => text !== undefined && !isSentence(text))).toEqual([]);
    },
  );
});

describe('ready plans', () => {
  const plans = readdirSync(join(root, 'docs/plans')).filter((file) => file.endsWith('.yaml'));

  it.each(plans)('%s is explained clause by clause in both languages', async (file) => {
    const { json } = await call('explain', [join(root, 'docs/plans', file)]);
    const { clauses } = json as unknown as {
      clauses: { clause: string; line: number; text: { en: string; zh: string } }[];
    };
    expect(clauses.length).toBeGreaterThan(3);
    expect(clauses.every(({ line, text }) => line > 0 && text.en.length > 3 && /[\u4e00-\u9fff]/.test(text.zh))).toBe(
      true,
    );
  });

  it('the published JSON Schema is the one that checks plans', () => {
    expect(JSON.parse(readFileSync(join(root, 'docs/plans/plan.schema.json'), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(planJsonSchema())),
    );
  });
});

describe('plans and files as they come', () => {
  const plan = (components: string): string =>
    scratch('plan.yaml', `plan: p\ncurrency: CNY\nperiod: month\ncomponents:\n${components}`);
  const flat = '  - { id: c, kind: commission, rate: 10% }\n';
  const credits = (content: string | Uint8Array): string => scratch('credits.csv', content);
  const refusal = async (planFile: string, creditsFile: string, options: OptionValues = {}): Promise<string> => {
    try {
      await call('calculate', [planFile, creditsFile], options);
    } catch (problem) {
      return String(problem);
    }
    return '';
  };

  it('points at line and column of a plan that cannot be used', async () => {
    const file = credits('id,payee,date,amount\nD,A,2026-01-05,1\n');
    const gap = plan(
      '  - id: c\n    kind: commission\n    tiers:\n      method: marginal\n      steps:\n        - { upTo: 499.99, rate: 25% }\n        - { from: 500, rate: 30% }\n',
    );
    expect(await refusal(gap, file)).toMatch(/plan\.yaml, line 11, column "11": found "amounts that lie in no step"/);
    expect(await refusal(plan('  - { id: c, kind: commission, rate: 10% * cots }\n'), file)).toMatch(
      /line 5, column "\d+": found "cots", expected a column of credits\.csv \(id, payee, date, amount\)/,
    );
    expect(await refusal(plan('  - { id: c, kind: commission, rate: "(1" }\n'), file)).toMatch(
      /line 5, column "41": found "the end", expected "\)"/,
    );
    expect(await refusal(scratch('plan.yaml', 'plan: p\nplan: q\n'), file)).toMatch(
      /line 2, column "1": expected YAML that can be read \(Map keys must be unique/,
    );
    expect(await refusal(scratch('plan.yaml', 'plan: &a [*a, *a]\n'), file)).toMatch(/expected/);
    expect(await refusal('nowhere.yaml', file)).toMatch(/a plan document that exists/);
  });

  it('refuses cells that are no numbers and lists what earns for nobody', async () => {
    const file = plan(flat);
    expect(await refusal(file, credits('id,payee,date,amount\nD,A,2026-01-05,1e308\nE,A,2026-02-30,5\n'))).toMatch(
      /line 3, column "date": found "2026-02-30"/,
    );
    expect(await refusal(file, credits('id,payee,date,amount\nD,A,2026-01-05,twelve\n'))).toMatch(
      /line 2, column "amount": found "twelve"/,
    );
    expect(await refusal(file, credits('id,payee,date\nD,A,2026-01-05\n'))).toMatch(/a column named "amount"/);
    expect(await refusal(file, credits('id,payee,date,amount\nD,A,2026-01-05,5\n'), { period: 'soon' })).toMatch(
      /invalid --period: soon/,
    );
    const answer = await asJson(
      await call('calculate', [file, credits('id,payee,date,amount\nD,,2026-01-05,5\nE,A,2026-01-05,NaN\n')]),
    );
    expect(answer.unassigned.map(({ credit, code }) => [credit, code])).toEqual([
      ['D', 'no-payee'],
      ['E', 'no-amount'],
    ]);
  });

  it('reads odd headers, order, case, marks and encodings', async () => {
    const file = plan(flat);
    const gb18030 = new Uint8Array([
      0xb1,
      0xe0,
      0xba,
      0xc5,
      0x2c,
      0xc8,
      0xcb,
      0xd4,
      0xb1,
      0x2c,
      0xc8,
      0xd5,
      0xc6,
      0xda,
      0x2c,
      0xbd,
      0xf0,
      0xb6,
      0xee,
      0x0a,
      ...new TextEncoder().encode('D1,A,2026/1/5,"1,000.50"\n'),
    ]);
    for (const content of ['\uFEFFAmount ;DATE;Payee;ID\n¥1,000.50;5 Jan 2026;A;D1\n', gb18030]) {
      const { statements } = await asJson(await call('calculate', [file, credits(content)]));
      expect(statements.map(({ payee, period, total }) => [payee, period, total])).toEqual([
        ['A', '2026-01', '100.05'],
      ]);
    }
  });

  it('keeps closed statements and puts late changes into the open period', async () => {
    const file = plan(flat);
    const first = await call('calculate', [file, credits('id,payee,date,amount\nD1,A,2026-01-05,100\n')]);
    const closed = scratch('closed.json', JSON.stringify(await asJson(first)));
    const late = credits(
      'id,payee,date,amount,reverses\nD1,A,2026-01-05,100,\nD2,A,2026-01-06,50,\nD3,A,2026-02-06,30,\nR1,A,2026-02-07,,D1\n',
    );
    const { statements } = await asJson(await call('calculate', [file, late], { closed }));
    expect(statements.map(({ period, total }) => `${period} ${total}`)).toEqual(['2026-01 10.00', '2026-02 -2.00']);
    expect(statements[1].lines.filter(({ kind }) => kind === 'adjustment')).toEqual([
      expect.objectContaining({ credit: 'D2', amount: '5.00' }),
    ]);
    expect(await refusal(file, late, { closed: file })).toMatch(/the JSON document of an earlier commission calculate/);
  });

  it('simulates plans side by side and finds who wins', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => `D${i},P${i % 6},2026-0${1 + (i % 6)}-${10 + (i % 15)},${500 + i * 10}`,
    );
    const file = credits(`id,payee,date,amount\n${rows.join('\n')}\n`);
    const [low, high] = [
      plan(flat),
      scratch(
        'plan2.yaml',
        'plan: q\ncurrency: CNY\nperiod: month\ncomponents:\n  - { id: c, kind: commission, rate: 12% }\n',
      ),
    ];
    const { json } = await call('simulate', [low, high, file], { draws: 5, budget: 1 });
    const { plans, comparisons } = json as unknown as {
      plans: { cost: number; costOfSale: number; budgetRisk: number; costRange: { p10: number; p90: number } }[];
      comparisons: { winners: number; losers: number }[];
    };
    expect(plans[1].cost / plans[0].cost).toBeCloseTo(1.2);
    expect(plans[0]).toMatchObject({ costOfSale: 0.1, budgetRisk: 1 });
    expect(plans[0].costRange.p10).toBeLessThanOrEqual(plans[0].costRange.p90);
    expect(comparisons).toEqual([expect.objectContaining({ winners: 6, losers: 0 })]);
    expect(await call('simulate', [low, high, file], { draws: 5, budget: 1 })).toEqual(
      await call('simulate', [low, high, file], { draws: 5, budget: 1 }),
    );
  });
});

describe('the method page', () => {
  it.each(pageCommands('commission'))('quarterdeck %s', (line) => {
    const { status, stdout, stderr } = runQuarterdeck(`${line} --json`);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(Object.keys(JSON.parse(stdout) as object).length).toBeGreaterThan(1);
  });

  it('takes a quota from the quotas file where the column is blank', () => {
    const { stdout } = runQuarterdeck(`${pageCommands('commission')[0]} --json`);
    const { statements, warnings } = JSON.parse(stdout) as Answer & { warnings: unknown[] };
    const paid = statements
      .filter(({ total }) => total !== '0.00')
      .map(({ payee, period, total }) => [payee, period, total]);
    expect(paid).toContainEqual(['Chen', '2026-02', '16000.00']);
    expect(paid).toContainEqual(['Ruiz', '2026-11', '52000.00']);
    expect(warnings).toEqual([]);
  });
});
