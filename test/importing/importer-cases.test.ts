import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as xlsx from '@e965/xlsx';
import { speech } from '#entrypoints/speech.ts';
import type { Language } from '#kernel/local-text.ts';
import { seededRandom } from '#kernel/random.ts';
import { UnusableData } from '#kernel/unusable-data.ts';
import type { ImportReport } from '#platform/importing/import-report.ts';
import type { ImportMapping } from '#platform/importing/mapping.ts';
import { type RejectsReader, rejectsFile } from '#platform/importing/rejects-file.ts';
import { type ImportRequest, runImport } from '#platform/importing/run-import.ts';
import { undoImport } from '#platform/importing/undo-import.ts';
import { deleteRecords } from '#platform/records/delete-records.ts';
import { recordDefinition, recordDefinitions } from '#platform/records/registry.ts';
import { runAs } from '#platform/records/run-as.ts';
import { type TestWorkplace, testWorkplace } from '../support/workplace.ts';
import { encodeText, encodeUtf16 } from './encode-text.ts';

// The importer cases B1 to B9: what files people bring, and what must become of them.
let place: TestWorkplace;
let folder: string;
let made = 0;
beforeAll(async () => {
  place = await testWorkplace();
  folder = mkdtempSync(join(tmpdir(), 'quarterdeck-importer-'));
  await place.create('stage', { name: '报价' });
});
afterAll(async () => {
  await place.database.close();
  rmSync(folder, { recursive: true, force: true });
});

function fileWith(content: string | Uint8Array, extension = 'csv'): string {
  const path = join(folder, `file-${made++}.${extension}`);
  writeFileSync(path, content);
  return path;
}

async function importing(content: string | Uint8Array, more: Partial<ImportRequest> = {}): Promise<ImportReport> {
  return runImport(place, place.admin, { path: fileWith(content), kind: 'account', ...more });
}

/** Every file through one mapping, so that no column is guessed away. */
function mapped(kind: string, fields: Record<string, string>): Partial<ImportRequest> {
  const mapping: ImportMapping = { files: [{ file: '*', records: [{ kind, onMatch: 'update', fields }] }] };
  return { kind: undefined, mapping };
}

/** What a file is refused for as a whole, or the first of its rejected rows. */
async function refusal(work: Promise<ImportReport>): Promise<string> {
  try {
    const report = await work;
    const [first] = report.rejected;
    if (first !== undefined) return `line ${first.line}: ${first.column ?? ''} ${first.value ?? ''} ${first.problem}`;
    return `stored ${report.created}`;
  } catch (problem) {
    if (!(problem instanceof UnusableData)) throw problem;
    return problem.message;
  }
}

async function column(name: string, importId: string, table = 'account'): Promise<(string | null)[]> {
  const { rows } = await place.database.pool.query<{ value: string | null }>(
    `select ${name}::text as value from qd.${table} where import_id = $1 order by external_id, id`,
    [importId],
  );
  return rows.map((row) => row.value);
}

describe('B1 encodings', () => {
  const text = '客户名称,城市\n上海恒泰精密机械有限公司,上海\n北京𠮷野家,北京\n';
  const plain = '客户名称,城市\n上海恒泰精密机械有限公司,上海\n北京远东贸易,北京\n';
  const traditional = '客戶名稱,城市\n臺灣精密機械廠,臺北\n聯發電子,新竹\n';
  it.each([
    ['UTF-8', Buffer.from(text), '上海恒泰精密机械有限公司'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), '上海恒泰精密机械有限公司'],
    ['UTF-16 LE with a mark', encodeUtf16(text, 'le', true), '上海恒泰精密机械有限公司'],
    ['UTF-16 BE with a mark', encodeUtf16(text, 'be', true), '上海恒泰精密机械有限公司'],
    ['GB18030', encodeText(plain, 'gb18030'), '上海恒泰精密机械有限公司'],
    ['Big5', encodeText(traditional, 'big5'), '臺灣精密機械廠'],
  ])('%s is read as it was written', async (_name, bytes, expected) => {
    const report = await importing(bytes);
    expect(report).toMatchObject({ stored: true, created: 2 });
    expect(await column('name', report.import)).toContain(expected);
    await undoImport(place, place.admin, report.import);
  });

  it('names the line where a character is cut in the middle, and stores nothing', async () => {
    const bytes = Buffer.from(text);
    expect(await refusal(importing(bytes.subarray(0, bytes.length - 2)))).toMatch(/line \d.*valid utf-8/);
  });

  it('asks when the bytes are text in no encoding', async () => {
    const noise = Uint8Array.from({ length: 400 }, (_, i) => (i % 7 === 0 ? 0xff : 0x80 + (i % 3)));
    expect(await refusal(importing(noise))).toMatch(/UTF-8, UTF-16, GB18030 or Big5/);
  });
});

describe('B2 broken tables', () => {
  it.each([
    ['a row with a cell too many', 'name,city\nAcme,Rome\nBeta,Bonn,x\n', /line 3.*2 cells/],
    ['a row with a cell too few', 'name,city\nAcme\n', /line 2.*2 cells/],
    ['an open quote', 'name,city\nAcme,Rome\n"Beta,Bonn\n', /line 3.*quote/],
    ['two columns of one name', 'name,name\nAcme,Beta\n', /line 1.*differ/],
    ['an empty file', '', /empty/],
    ['a header alone', 'name,city\n', /stored 0/],
    ['no header', 'Acme,Rome\nBeta,Bonn\n', /recognised/],
  ])('%s is told with its line', async (_name, content, expected) => {
    expect(await refusal(importing(content))).toMatch(expected);
  });

  it('a NUL in a name is told with its line, and can be told', async () => {
    const report = await importing('name,city\nAc\0me,Rome\n', mapped('account', { name: 'name', city: 'city' }));
    expect(report.rejected).toMatchObject([{ line: 2, column: 'name', value: 'Ac\u2400me' }]);
  });

  it('reads mixed line ends, semicolons, tabs, quoted line ends and trailing blanks', async () => {
    for (const content of [
      'name;city\r\nAcme;Rome\rBeta;Bonn\n',
      'name\tcity\nAcme\tRome\nBeta\tBonn',
      'name,city\n"Ac\nme","Ro""me"\nBeta,Bonn,,\n',
    ]) {
      const report = await importing(content);
      expect(report).toMatchObject({ stored: true, created: 2 });
      await undoImport(place, place.admin, report.import);
    }
  });
});

describe('B3 numbers', () => {
  const asAmount = (cell: string) =>
    importing(
      `id,name,revenue\nB3,Acme,"${cell}"\n`,
      mapped('account', { externalId: 'id', name: 'name', annualRevenue: 'revenue' }),
    );
  it.each([
    ['(5)', '-500'],
    ['1.234,56', '123456'],
    ['¥1,000', '100000'],
    ['1万', '1000000'],
    ['１２３', '12300'],
    ['-0', '0'],
    ['12345678901234.56', '1234567890123456'],
  ])('%s is exact', async (cell, minor) => {
    const report = await asAmount(cell);
    expect(await column('annual_revenue_minor', report.import)).toEqual([minor]);
    await undoImport(place, place.admin, report.import);
  });

  it.each(['1e308', '1234567890123456789', '1,2,3', '12a', '--5', '0x10', 'Infinity', '1.2.3'])(
    '%s is rejected with its place',
    async (cell) => {
      const report = await asAmount(cell);
      expect(report).toMatchObject({ stored: false, created: 0, rejectedCount: 1 });
      expect(report.rejected[0]).toMatchObject({ line: 2, column: 'revenue', value: cell });
    },
  );

  it('keeps an id of 18 digits as it stands', async () => {
    const report = await importing('id,name\n123456789012345678,Acme\n');
    expect(await column('external_id', report.import)).toEqual(['123456789012345678']);
    await undoImport(place, place.admin, report.import);
  });
});

describe('B4 days', () => {
  const asDay = (cell: string) =>
    importing(
      `id,name,stage,close\nB4,Deal,报价,${cell}\n`,
      mapped('opportunity', { externalId: 'id', name: 'name', stageId: 'stage', expectedCloseOn: 'close' }),
    );
  it.each([
    ['2024年2月29日', '2024-02-29'],
    ['44927', '2023-01-01'],
    ['29-Feb-2024', '2024-02-29'],
    ['20240229', '2024-02-29'],
    ['2024/2/29', '2024-02-29'],
    ['2024-02-29T23:59:00', '2024-02-29'],
  ])('%s is %s', async (cell, day) => {
    const report = await asDay(cell);
    expect(await column('expected_close_on', report.import, 'opportunity')).toEqual([day]);
    await undoImport(place, place.admin, report.import);
  });

  it.each(['2023-02-29', '29 Feb 2023', '2/3/24', '2/3/2024', '9999', '2024-13-01', '31/11/2024', 'soon'])(
    '%s is rejected with its place',
    async (cell) => {
      const report = await asDay(cell);
      expect(report).toMatchObject({ stored: false, rejectedCount: 1 });
      expect(report.rejected[0]).toMatchObject({ line: 2, column: 'close', value: cell });
    },
  );
});

describe('B5 workbooks', () => {
  function workbook(cells: Record<string, xlsx.CellObject>, extra: Partial<xlsx.WorkSheet> = {}): string {
    const sheet: xlsx.WorkSheet = { '!ref': 'A1:C9', ...cells, ...extra };
    const book = { SheetNames: ['Data'], Sheets: { Data: sheet } };
    return fileWith(xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer, 'xlsx');
  }
  const words = (...names: string[]): Record<string, xlsx.CellObject> =>
    Object.fromEntries(names.map((name, i) => [`${'ABC'[i]}1`, { t: 's', v: name }]));

  it('takes the stored value of a formula, the first cell of merged ones and hidden rows', async () => {
    const path = workbook(
      {
        ...words('id', 'name', 'employees'),
        A2: { t: 's', v: 'X1' },
        B2: { t: 's', v: 'Acme' },
        C2: { t: 'n', v: 12, f: '6*2' },
        A3: { t: 's', v: 'X2' },
        B3: { t: 's', v: 'Beta' },
      },
      { '!merges': [{ s: { r: 2, c: 1 }, e: { r: 2, c: 2 } }], '!rows': [{}, {}, { hidden: true }] },
    );
    const report = await runImport(place, place.admin, { path, kind: 'account' });
    expect(report).toMatchObject({ stored: true, created: 2 });
    expect(await column('employees', report.import)).toEqual(['12', null]);
    await undoImport(place, place.admin, report.import);
  });

  it.each(['B', 'C'])('rejects the error of a formula in column %s', async (letter) => {
    const good: Record<string, xlsx.CellObject> = {
      A2: { t: 's', v: 'X1' },
      B2: { t: 's', v: 'Acme' },
      C2: { t: 'n', v: 1 },
    };
    const path = workbook({
      ...words('id', 'name', 'employees'),
      ...good,
      [`${letter}2`]: { t: 'e', v: 23, w: '#REF!' },
    });
    const report = await runImport(place, place.admin, {
      path,
      ...mapped('account', { externalId: 'id', name: 'name', employees: 'employees' }),
    });
    expect(report).toMatchObject({ stored: false, rejectedCount: 1 });
    expect(report.rejected[0]).toMatchObject({ line: 2, value: '#REF!' });
  });
});

describe('B6 long files', () => {
  const rows = 6000;
  const content = `id,name\n${Array.from({ length: rows }, (_, i) => `L${i},Long ${i}`).join('\n')}\n`;

  it('can be cancelled; nothing of it is kept', async () => {
    const abort = new AbortController();
    const seen: number[] = [];
    const onProgress = (_file: string, done: number): void => {
      seen.push(done);
      if (done >= 2000) abort.abort();
    };
    await expect(importing(content, { onProgress, signal: abort.signal })).rejects.toThrow(/abort/i);
    expect(seen.at(-1)).toBeLessThan(rows);
    const { rows: left } = await place.database.pool.query(
      `select 1 from qd.account where external_id like 'L%' limit 1`,
    );
    expect(left).toEqual([]);
  });

  it('makes nothing new when the same file comes twice', async () => {
    const first = await importing(content);
    expect(first).toMatchObject({ created: rows, updated: 0 });
    expect(await importing(content)).toMatchObject({ created: 0, updated: 0, skipped: rows });
    expect(await undoImport(place, place.admin, first.import)).toMatchObject({ deleted: rows });
  });
});

describe('B7 preview', () => {
  it('is the outcome, record for record, with deleted ones among the matches', async () => {
    const before = await importing('id,name,city\nP1,One,Rome\nP2,Two,Rome\nP3,Three,Rome\n');
    const { rows } = await place.database.pool.query<{ id: string }>(
      `select id from qd.account where external_id = 'P3' and deleted_at is null`,
    );
    await runAs(place, place.admin, (context) => deleteRecords(context, recordDefinition('account'), [rows[0].id]));
    const path = fileWith('id,name,city\nP1,One,Rome\nP2,Two,Bonn\nP3,Three,Rome\nP4,Four,Rome\n');
    const preview = await runImport(place, place.admin, { path, kind: 'account', dryRun: true });
    expect(preview.preview.map(({ line, fate }) => `${line} ${fate}`).toSorted()).toEqual([
      '2 skip',
      '3 update',
      '4 create',
      '5 create',
    ]);
    const outcome = await runImport(place, place.admin, { path, kind: 'account' });
    const counts = ({ created, updated, skipped, rejectedCount }: ImportReport) => ({
      created,
      updated,
      skipped,
      rejectedCount,
    });
    expect(counts(outcome)).toEqual(counts(preview));
    expect(await undoImport(place, place.admin, outcome.import)).toMatchObject({ deleted: 2, reverted: 1 });
    const { rows: cities } = await place.database.pool.query(
      `select city from qd.account where external_id = 'P2' and deleted_at is null`,
    );
    expect(cities).toEqual([{ city: 'Rome' }]);
    await undoImport(place, place.admin, before.import);
  });
});

const toldIn = (language: Language): RejectsReader => ({
  language,
  read: speech.read,
  kinds: recordDefinitions().map(({ kind }) => kind),
});

describe('B8 partly wrong files', () => {
  const through = mapped('account', { externalId: 'id', name: 'name', employees: 'employees' });

  it('store nothing; the file of the rejects, repaired, goes in, and then the whole', async () => {
    const good = Array.from({ length: 50 }, (_, i) => `E${i},Name ${i},${i}`);
    const wrong = good.map((line, i) => (i % 10 === 3 ? line.replace(/\d+$/, 'many') : line));
    const path = fileWith(`id,name,employees\n${wrong.join('\n')}\n`);
    const report = await runImport(place, place.admin, { path, ...through });
    expect(report).toMatchObject({ stored: false, created: 0, rejectedCount: 5 });
    expect(report.rejected.map(({ line }) => line)).toEqual([5, 15, 25, 35, 45]);
    const rejects = await rejectsFile(path, report, toldIn('zh-Hant'));
    expect(rejects.match(/many/g)).toHaveLength(5);
    const repaired = fileWith(rejects.replaceAll('many', '7'));
    expect(await runImport(place, place.admin, { path: repaired, ...through })).toMatchObject({
      stored: true,
      created: 5,
    });
    const whole = fileWith(readFileSync(path, 'utf8').replaceAll('many', '7'));
    const second = await runImport(place, place.admin, { path: whole, ...through });
    expect(second).toMatchObject({ stored: true, created: 45, skipped: 5 });
  });

  it('name every rejected row in the file of the rejects, in the language of who saves it', async () => {
    const path = fileWith(`id,name,employees\n${'A,B,many\n'.repeat(2500)}C,,2\nD,E,3\n`);
    const report = await runImport(place, place.admin, { path, ...through });
    expect(report.rejectedCount).toBe(2501);
    const linesIn = async (language: Language): Promise<string[]> =>
      (await rejectsFile(path, report, toldIn(language))).split('\r\n').filter((line) => line !== '');
    const hans = await linesIn('zh-Hans');
    expect(hans).toHaveLength(2502);
    expect(hans[0]).toBe('\uFEFFid,name,employees,导入问题');
    expect(hans[1]).toBe('A,B,many,employees：应为数字');
    expect(hans.at(-1)).toBe('C,,2,name：“客户名称”须有值');
    expect((await linesIn('zh-Hant'))[1]).toBe('A,B,many,employees：應為數字');
    const english = await linesIn('en');
    expect([english[0], english[1]]).toEqual([
      '\uFEFFid,name,employees,problem',
      'A,B,many,employees: a number expected',
    ]);
  });

  it('may be rejected twice: the column of the second time has a name of its own', async () => {
    const first = fileWith('id,name,employees\nA,B,many\n');
    const rejects = await rejectsFile(
      first,
      await runImport(place, place.admin, { path: first, ...through }),
      toldIn('en'),
    );
    const second = fileWith(rejects);
    const report = await runImport(place, place.admin, { path: second, ...through });
    const again = await rejectsFile(second, report, toldIn('en'));
    expect(again).toContain('id,name,employees,problem,problem 2');
    expect(
      await runImport(place, place.admin, { path: fileWith(again.replace('many', '7')), ...through }),
    ).toMatchObject({
      stored: true,
    });
  });

  it('refuse the rows that the database would refuse, by line, without the others', async () => {
    const report = await importing(
      'id,name,tax\nT1,One,X\nT2,Two,X\nT3,Three,Y\n',
      mapped('account', { externalId: 'id', name: 'name', taxNo: 'tax' }),
    );
    expect(report).toMatchObject({ stored: false, rejectedCount: 1 });
    expect(report.rejected[0]).toMatchObject({ line: 3 });
  });
});

describe('B9 mutated files', () => {
  const base = Buffer.from(
    '\ufeffid,name,stage,amount,expected close date,next step\r\n' +
      Array.from(
        { length: 12 },
        (_, i) => `M${i},"商机 ""${i}""",报价,"¥${i},000.50",2026-0${1 + (i % 9)}-1${i % 10},打电话`,
      ).join('\r\n') +
      '\r\n',
  );
  const pieces = ['"', ',', '\n', '\r', '\0', ';', '\ufeff', '=1+1', '1e999', '\ud842', '２', "'", '\\', '\t', '—'].map(
    (text) => Buffer.from(text),
  );

  it('end in a report or a refusal that names a place, never in anything else', async () => {
    const random = seededRandom(9);
    for (let file = 0; file < 150; file++) {
      let bytes: Buffer = Buffer.from(base);
      for (let change = 0; change <= random.integer(6); change++) {
        const at = random.integer(bytes.length);
        const kind = random.integer(4);
        const rest = bytes.subarray(at + (kind === 0 ? 0 : 1 + random.integer(kind === 1 ? 1 : 20)));
        const middle =
          kind === 3 ? Buffer.from([random.integer(256)]) : kind === 2 ? Buffer.alloc(0) : random.pick(pieces);
        bytes = Buffer.concat([bytes.subarray(0, at), middle, rest]);
      }
      const request = { path: fileWith(bytes), kind: 'opportunity', dryRun: true };
      try {
        const report = await runImport(place, place.admin, request);
        for (const rejection of report.rejected) expect(rejection.line).toBeGreaterThan(0);
      } catch (problem) {
        if (!(problem instanceof UnusableData)) throw new Error(`file ${bytes.toString('hex')}`, { cause: problem });
      }
    }
  });
});
