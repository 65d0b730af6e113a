import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as xlsx from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { speech } from '#entrypoints/speech.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { keepAnAdministrator } from '#platform/identity/keep-administrator.ts';
import { field } from '#kernel/fields.ts';
import { Refused } from '#kernel/result.ts';
import { sentenceReader } from '#kernel/sentences/sentence-reader.ts';
import { UnusableData } from '#kernel/unusable-data.ts';
import type { FieldMapping, FileMapping, RecordMapping } from '#platform/importing/mapping.ts';
import { readCell } from '#platform/importing/read-cell.ts';
import { runImport } from '#platform/importing/run-import.ts';
import { importProblems } from '#platform/importing/sentences/import-refusals.ts';
import { createRecords } from '#platform/records/create-records.ts';
import { recordDefinition, recordDefinitions } from '#platform/records/registry.ts';
import { runAs } from '#platform/records/run-as.ts';
import { updateRecords } from '#platform/records/update-records.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';
import { problemNames } from '../../src/rooms/settings/imports/web/problem-names.ts';
import { type TestWorkplace, testWorkplace } from '../support/workplace.ts';

// Everything that an import says of a file is said in three languages. Cells hold Chinese and digits only, so that an English
// phrase in a Chinese reading is one that nobody translated.
let place: TestWorkplace;
let folder: string;
let made = 0;
let colleague: string;
/** Problem → the readings of its words by the file it was found in. */
const said = new Map<string, ReturnType<typeof problemNames>>();

interface FileCase {
  readonly kind: string;
  /** Field → column of the file, or more. */
  readonly fields: Readonly<Record<string, FieldMapping>>;
  readonly content: string | Uint8Array;
  readonly extension?: string;
  readonly file?: Partial<FileMapping>;
  readonly record?: Partial<RecordMapping>;
  readonly viewer?: Viewer;
}

async function see(one: FileCase): Promise<void> {
  const path = join(folder, `upload${made++}.${one.extension ?? 'csv'}`);
  writeFileSync(path, one.content);
  const record: RecordMapping = { kind: one.kind, onMatch: 'update', fields: { ...one.fields }, ...one.record };
  const mapping: FileMapping = { file: '*', records: [record], ...one.file };
  const kinds = recordDefinitions().map(({ kind }) => kind);
  const named = { fileName: '客户.csv', mapping: mapping as Parameters<typeof problemNames>[0]['mapping'], kinds };
  const heard = (problem: string, column: string | null = null): void =>
    void said.set(problem, problemNames(named, column));
  try {
    const report = await runImport(place, one.viewer ?? place.admin, { path, mapping: { files: [mapping] } });
    for (const { problem, column } of [...report.rejected, ...report.warnings]) heard(problem, column);
    for (const { value, column } of report.rejected) if (column === null && value !== null) heard(value);
  } catch (problem) {
    if (!(problem instanceof UnusableData || problem instanceof Refused)) throw problem;
    for (const line of problem.message.split('\n')) heard(line);
  }
}

/** Refusals of records that a file reaches only when someone changes them in the same moment. */
async function refusedBy(work: Promise<unknown>): Promise<void> {
  const problem: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(problem instanceof Refused)) throw new Error('a refusal was expected', { cause: problem });
  const { message, expected } = problem.refusal;
  const names = problemNames({ fileName: '', mapping: { file: '', records: [] }, kinds: [] });
  said.set(message + (expected === undefined ? '' : ` (${expected} expected)`), names);
}

const account = (fields: Record<string, FieldMapping>, content: string | Uint8Array): FileCase => ({
  kind: 'account',
  fields: { name: '名称', ...fields },
  content,
});

function workbook(rows: readonly (readonly string[])[]): Buffer {
  const sheet = rows.length === 0 ? {} : xlsx.utils.aoa_to_sheet(rows.map((row) => [...row]));
  return xlsx.write({ SheetNames: ['甲'], Sheets: { 甲: sheet } }, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

beforeAll(async () => {
  place = await testWorkplace();
  folder = mkdtempSync(join(tmpdir(), 'quarterdeck-problems-'));
  const pipeline = await place.create('pipeline', { name: '直销', isDefault: true });
  const other = await place.create('pipeline', { name: '渠道', isDefault: false });
  await place.create('stage', { name: '报价', pipelineId: pipeline, sort: 1, outcome: 'open', probability: 0.1 });
  await place.create('stage', { name: '赢单', pipelineId: pipeline, sort: 2, outcome: 'won', probability: 1 });
  await place.create('stage', { name: '试用', pipelineId: other, sort: 1, outcome: 'open', probability: 0.1 });
  const structure = await place.create('structure', { name: '区域' });
  const unit = await place.create('unit', { name: '华东', structureId: structure, level: 'region' });
  const position = await place.create('position', { title: '华东一岗', unitId: unit, role: 'rep' });
  const person = await place.create('person', { name: '林晓岚' });
  await place.create('assignment', { personId: person, positionId: position, fromOn: '2026-01-01' });
  await place.create('course', { name: '谈判' });
  for (const name of ['甲公司', '同名公司', '同名公司', 'Acme 公司']) await place.create('account', { name });
  colleague = await place.create('person', { name: '周海宁', email: '2@example.com' });
});

afterAll(async () => {
  await place.database.close();
  rmSync(folder, { recursive: true, force: true });
});

const cells: readonly FileCase[] = [
  account({ employees: '人数' }, '名称,人数\n一,#REF!\n二,很多\n三,1.5\n四,-1\n'),
  account({ foundedYear: '年份', latitude: '纬度' }, '名称,年份,纬度\n一,12,1e999\n'),
  account({ annualRevenue: '营业额' }, '名称,营业额\n一,1234567890123456\n二,1.239\n'),
  account({ currency: '币种' }, '名称,币种\n一,人民币\n'),
  account({ currency: '币种', annualRevenue: '营业额' }, '名称,币种,营业额\n一,JPY,1.25\n'),
  account({ lifecycle: '周期' }, '名称,周期\n一,新\n'),
  account({ website: '网站', city: '城市' }, `名称,网站,城市\n一,不是,${'长'.repeat(301)}\n二,,上\u0001海\n`),
  account({ contractEndsOn: '到期' }, '名称,到期\n一,某日\n二,2/3/2024\n三,\n'),
  account({ employees: '人数' }, `名称,人数\n${'一,很多\n'.repeat(10_001)}`),
  account({ industry: '行业' }, '名称,行业\n一,technolgy\n'),
  account({ city: '城市' }, '名称,城市\n,上海\n'),
  { kind: 'promotion', fields: { name: '名称', exclusive: '独享' }, content: '名称,独享\n一,也许\n' },
  { kind: 'ticket', fields: { subject: '主题', openedAt: '时间' }, content: '主题,时间\n一,中午\n' },
  { kind: 'contact', fields: { name: '名', email: '邮' }, content: '名,邮\n一,无址\n' },
  {
    kind: 'stage',
    fields: { name: '名称', pipelineId: { value: '直销' }, sort: '序', outcome: '含义', requiredFields: '所需' },
    content: `名称,序,含义,所需\n一,1,open,${'长'.repeat(61)}\n`,
  },
];

const deal = { name: '名', stageId: '阶段' };
const names: readonly FileCase[] = [
  account({ territoryId: '区域' }, '名称,区域\n一,\n二,远方\n'),
  account({ territoryId: { column: '区域', missing: 'blank' } }, '名称,区域\n一,远方\n'),
  account({ territoryId: { column: '区域', missing: 'create' } }, '名称,区域\n一,西域\n'),
  { kind: 'contact', fields: { name: '名', accountId: '司' }, content: '名,司\n一,同名公司\n二,\n三,acme公司\n' },
];

const rows: readonly FileCase[] = [
  account({ externalId: '编号' }, '编号,名称\n,一\n7,二\n7,三\n'),
  account({ city: '城市' }, '名称,城市\n一,甲\n一,甲\n'),
  {
    kind: 'contact',
    fields: { name: '名', accountId: '司' },
    content: '司,城,名\n新一,甲,子\n新一,乙,丑\n',
    file: {
      records: [
        { kind: 'account', match: 'name', onMatch: 'update', fields: { name: '司', city: '城' } },
        { kind: 'contact', onMatch: 'update', fields: { name: '名', accountId: '司' } },
      ],
    },
  },
  {
    kind: 'person',
    fields: { name: '名', email: '邮' },
    content: '名,邮\n周二,2@example.com\n',
    record: { match: 'name' },
  },
  { kind: 'ticket', fields: { subject: '主题', satisfaction: '满意' }, content: '主题,满意\n一,\n' },
  { kind: 'opportunity', fields: { name: '名' }, content: '名\n一\n' },
  { kind: 'pipeline', fields: { name: '名' }, content: '名\n代理\n' },
  {
    kind: 'opportunity',
    fields: { ...deal, amount: '额', currency: '币', createdOn: '始', closedOn: '终' },
    content:
      '名,阶段,额,币,始,终\n一,报价,-5,CNY,2026-01-01,\n二,报价,5,USD,2026-01-01,\n三,赢单,5,CNY,2026-03-01,2026-01-01\n',
  },
  { kind: 'opportunity', fields: { ...deal, pipelineId: '管道' }, content: '名,阶段,管道\n一,试用,直销\n' },
  {
    kind: 'lead',
    fields: { name: '名', status: '状态' },
    content: '名,状态\n一,disqualified\n',
  },
  {
    kind: 'quota',
    fields: { metric: { value: 'revenue' }, fromOn: '始', untilOn: '终', amount: '额', currency: { value: 'CNY' } },
    content: '始,终,额\n2026-02-01,2026-01-01,5\n',
  },
  {
    kind: 'assignment',
    fields: { personId: '人', positionId: '岗', fromOn: '始', untilOn: '终' },
    content: '人,岗,始,终\n林晓岚,华东一岗,2026-02-01,2026-01-01\n',
  },
  {
    kind: 'course',
    fields: { name: '名', heldFromOn: '始', heldUntilOn: '终' },
    content: '名,始,终\n演讲,2026-02-01,2026-01-01\n',
  },
  {
    kind: 'enrolment',
    fields: { courseId: '课', personId: '人', enrolledOn: '始', completedOn: '终' },
    content: '课,人,始,终\n谈判,林晓岚,2026-02-01,2026-01-01\n',
  },
  {
    kind: 'unit',
    fields: { name: '名', structureId: { value: '区域' }, parentId: '上级' },
    content: '名,上级\n东一,东二\n东二,东一\n',
    record: { match: 'name' },
  },
];

const files: readonly FileCase[] = [
  account({ city: '城市' }, '名称,城市\n一,甲,乙\n'),
  account({ city: '城市' }, '名称,城市\n"一,甲\n'),
  account({}, Buffer.from('名称\n一二\n').subarray(0, -2)),
  account(
    {},
    Uint8Array.from({ length: 400 }, (_, i) => (i % 7 === 0 ? 0xff : 0x80 + (i % 3))),
  ),
  account({}, '名称,名称\n一,二\n'),
  account({}, ''),
  account({ city: '城' }, '名称\n一\n'),
  account({ 未知: '名称' }, '名称\n一\n'),
  { ...account({}, workbook([])), extension: 'xlsx' },
  { ...account({}, Buffer.from('PK\u0003\u0004 no workbook')), extension: 'xlsx' },
  { ...account({}, workbook([['名称'], ['一']])), extension: 'xlsx', file: { sheet: '乙' } },
];

describe('what an import says', () => {
  it('is heard of every kind of bad cell, name, row and file', async () => {
    for (const one of [...cells, ...names, ...rows, ...files]) await see(one);
    const rep = place.viewer('rep', place.admin.personId);
    await see({ ...account({}, '名称\n一\n'), viewer: rep });
    const guessed = join(folder, '客户.csv');
    writeFileSync(guessed, '客户名称,城市,杂项\n一,上海,7\n');
    const { warnings } = await runImport(place, place.admin, { path: guessed, kind: 'account', dryRun: true });
    for (const { problem } of warnings) said.set(problem, () => undefined);
    const accounts = recordDefinition('account');
    const as = <T>(work: Parameters<typeof runAs<T>>[2], viewer = place.admin) => runAs(place, viewer, work);
    const nobody = '00000000-0000-7000-8000-0000000000ff';
    await refusedBy(as((c) => createRecords(c, accounts, [{ values: { name: '一', parentId: nobody } }])));
    await refusedBy(as((c) => createRecords(c, accounts, [{ values: { city: '甲' } }])));
    await refusedBy(as((c) => createRecords(c, accounts, [{ values: { name: '一', ownerId: colleague } }]), rep));
    await refusedBy(as((c) => updateRecords(c, accounts, [{ id: nobody, values: {} }])));
    const left = { rows: [{ left: 0 }] };
    const tx = { query: async () => left } as unknown as Transaction;
    await refusedBy(keepAnAdministrator({ tx, today: '2026-11-23' }));
    const small = readCell(field('a', 'whole', ['A', 'A', 'A'], { max: 5 }), '6', {});
    if ('expected' in small) said.set(`${small.expected} expected`, () => undefined);
    expect(said.size).toBeGreaterThan(50);
  });

  it('has a reading in 简体 and 繁體 that holds no English phrase', () => {
    const english = /[a-z]{2,} [a-z]{2,}/i;
    const wrong = [...said].flatMap(([text, nameOf]) => {
      const read = speech.read(text, nameOf);
      const bad =
        read === undefined ||
        [read['zh-Hans'], read['zh-Hant']].some((reading) => reading === text || english.test(reading));
      return bad ? [{ text, read }] : [];
    });
    expect(wrong).toEqual([]);
  });

  it('is all that the catalogue lists', () => {
    const heard = [...said.keys()].join('\n');
    const silent = importProblems.filter((one) => {
      const words = one.en.split(/\{[=-]?\w+\}/).filter((piece) => piece.trim() !== '');
      return !words.every((piece) => heard.includes(piece));
    });
    expect(silent.map(({ en }) => en)).toEqual([]);
  });

  it('names the columns of the file and what they may hold', () => {
    const text = [...said].find(([problem]) => problem.startsWith('one of prospect'))!;
    expect(speech.read(text[0], text[1])).toEqual({
      en: 'one of Prospect, Active, Dormant, Lost expected',
      'zh-Hans': '应为以下之一：潜在、活跃、沉睡、流失',
      'zh-Hant': '應為以下之一：潛在、活躍、沉睡、流失',
    });
    const value = [...said].find(([problem]) => problem === 'a value for name is expected')!;
    expect(speech.read(value[0], value[1])?.['zh-Hans']).toBe('“名称”须有值');
  });

  it('is the same English as ever where a program reads it', () => {
    expect(said.has('a number expected')).toBe(true);
    expect(said.has('the name of a known territory is expected')).toBe(true);
  });
});

describe('sentences', () => {
  it('that are none of those known have no reading', () => {
    expect(speech.read('written by somebody')).toBeUndefined();
    expect(sentenceReader([])('a number')).toBeUndefined();
  });
});
