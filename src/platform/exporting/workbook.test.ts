import { read, utils } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { type WorkbookCell, columnName, workbookBytes } from './workbook.ts';

async function* pages(...given: WorkbookCell[][][]): AsyncGenerator<WorkbookCell[][]> {
  yield* given;
}

async function bytesOf(rows: AsyncIterable<readonly (readonly WorkbookCell[])[]>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(workbookBytes(rows)));
}

describe('a workbook written as its rows arrive', () => {
  it('is read back by another reader as it was given, over several pages', async () => {
    const texts = [
      '名称 <&> "quoted"',
      'line\nbreak and tab\t',
      '𠮷 䶮 👩‍👩‍👧',
      "'=HYPERLINK(1)",
      '  spaces  ',
      '00123',
    ];
    const bytes = await bytesOf(pages([['a', 'b']], [texts, [{ number: '-12.50' }, '', { number: '0.1' }]]));
    const sheet = read(bytes, { type: 'buffer' }).Sheets.Quarterdeck;
    expect(utils.sheet_to_json(sheet, { header: 1 })).toEqual([['a', 'b'], texts, [-12.5, undefined, 0.1]]);
  });

  it('shows in place of what XML cannot hold that something was there', async () => {
    const bytes = await bytesOf(pages([['a\u0000b\u001bc', 'half \ud83d.']]));
    const sheet = read(bytes, { type: 'buffer' }).Sheets.Quarterdeck;
    expect(utils.sheet_to_json(sheet, { header: 1 })).toEqual([['a\ufffdb\ufffdc', 'half \ufffd.']]);
  });

  it('refuses a text that a cell cannot hold, and passes on what goes wrong while rows are read', async () => {
    await expect(bytesOf(pages([['x'.repeat(32_768)]]))).rejects.toThrow('cell A1 is longer');
    const broken = async function* (): AsyncGenerator<WorkbookCell[][]> {
      yield [['a']];
      throw new Error('the database went away');
    };
    await expect(bytesOf(broken())).rejects.toThrow('the database went away');
  });

  it('reads on only as its bytes are taken', async () => {
    const page = Array.from({ length: 1000 }, (_, i) => Array.from({ length: 10 }, (__, j) => `text ${i} ${j * i}`));
    let pulled = 0;
    const long = async function* (): AsyncGenerator<WorkbookCell[][]> {
      for (; pulled < 1000; pulled++) yield page;
    };
    let taken = 0;
    for await (const chunk of workbookBytes(long())) {
      taken += chunk.length;
      if (taken > 50_000) break;
    }
    expect(pulled).toBeLessThan(20);
  });

  it('names columns as spreadsheets do', () => {
    expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
  });
});
