import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { StatementDocument } from '#engines/commission/calculation/statement.ts';
import { explainLine } from '#engines/commission/explanation/explain-line.ts';
import { planJsonSchema } from '#engines/commission/plan/json-schema.ts';
import { readTable } from '#platform/tabular/read-table.ts';
import { workedExamples } from '../../../test/support/worked-example.ts';
import { printJson } from '../print-json.ts';
import { commissionCommand } from './commission.ts';
import type { EngineAnswer, OptionValues } from './define-engine-command.ts';

const root = join(import.meta.dirname, '..', '..', '..');

interface Answer {
  readonly statements: readonly StatementDocument[];
  readonly unassigned: readonly { credit: string; code: string }[];
  readonly warnings: readonly { code: string; message: string }[];
}

function call(verb: string, files: readonly string[], options: OptionValues = {}): Promise<EngineAnswer> {
  return commissionCommand.verbs[verb].run({
    files,
    options: { draws: 0, growth: 1, spread: 0.15, ...options },
    map: {},
    seed: 1,
    readTable: (file) => readTable(file),
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
