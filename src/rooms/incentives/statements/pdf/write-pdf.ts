import { deflateSync } from 'node:zlib';
import type { Weight } from './helvetica.ts';
import { runsOf } from './text-runs.ts';

/** A4 in points; y counts from the top. */
export const page = { width: 595.28, height: 841.89 } as const;

export type Mark =
  | {
      readonly text: string;
      readonly x: number;
      readonly y: number;
      readonly size: number;
      readonly weight: Weight;
      readonly grey: number;
    }
  | { readonly line: true; readonly x: number; readonly through: number; readonly y: number; readonly grey: number };

interface Facts {
  readonly title: string;
  readonly author: string;
  readonly language: string;
  /** ISO instant. */
  readonly made: string;
}

/**
 * Writes a PDF 1.4 of text and lines. Latin is Helvetica, Chinese is STSong-Light with Unicode codes: both belong to the
 * fonts that every reader knows by name and shows with its own, so that nothing is embedded and the file stays small.
 * The same marks give the same bytes. ISO 32000-1 §9.7.5.2 (predefined CMaps), §9.6.2.2 (standard fonts).
 */
export function writePdf(pages: readonly (readonly Mark[])[], { title, author, language, made }: Facts): Buffer {
  const objects: Buffer[] = [];
  const add = (body: string | Buffer): number =>
    objects.push(typeof body === 'string' ? Buffer.from(body, 'latin1') : body);
  const [catalog, tree] = [add(''), add('')];
  const standard = (name: string): number =>
    add(`<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`);
  const [regular, bold] = [standard('Helvetica'), standard('Helvetica-Bold')];
  const descriptor = add(
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  );
  const glyphs = add(
    `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> /DW 1000 /FontDescriptor ${descriptor} 0 R >>`,
  );
  const chinese = add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-H /Encoding /UniGB-UTF16-H /DescendantFonts [${glyphs} 0 R] >>`,
  );
  const resources = `<< /Font << /R ${regular} 0 R /B ${bold} 0 R /C ${chinese} 0 R >> >>`;
  const leaves = pages.map((marks) => {
    const content = deflateSync(Buffer.from(marks.map(operators).join('\n'), 'latin1'));
    const stream = add(
      Buffer.concat([
        Buffer.from(`<< /Length ${content.length} /Filter /FlateDecode >>\nstream\n`, 'latin1'),
        content,
        Buffer.from('\nendstream', 'latin1'),
      ]),
    );
    return add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Resources ${resources} /Contents ${stream} 0 R >>`,
    );
  });
  objects[catalog - 1] = Buffer.from(
    `<< /Type /Catalog /Pages ${tree} 0 R /Lang (${language}) /ViewerPreferences << /DisplayDocTitle true >> >>`,
    'latin1',
  );
  objects[tree - 1] = Buffer.from(
    `<< /Type /Pages /Count ${leaves.length} /Kids [${leaves.map((leaf) => `${leaf} 0 R`).join(' ')}] >>`,
    'latin1',
  );
  const stamp = `D:${made.replace(/[-:T]/g, '').slice(0, 14)}Z`;
  const info = add(
    `<< /Title ${unicode(title)} /Author ${unicode(author)} /Producer (Quarterdeck) /CreationDate (${stamp}) >>`,
  );
  return fileOf(objects, catalog, info);
}

function operators(mark: Mark): string {
  const y = number(page.height - mark.y);
  if ('line' in mark) return `${number(mark.grey)} G 0.5 w ${number(mark.x)} ${y} m ${number(mark.through)} ${y} l S`;
  const { weight, size, grey, x, text } = mark;
  const latin = weight === 'bold' ? 'B' : 'R';
  const runs = runsOf(text, weight).map(({ font, hex }) => {
    // the Chinese font has one weight: bold signs are drawn with an outline
    const thick = font === 'chinese' && weight === 'bold' ? `2 Tr ${number(size * 0.03)} w` : '0 Tr';
    return `/${font === 'latin' ? latin : 'C'} ${number(size)} Tf ${thick} <${hex}> Tj`;
  });
  return `BT ${number(grey)} g ${number(grey)} G ${number(x)} ${y} Td ${runs.join(' ')} ET`;
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function unicode(text: string): string {
  return `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
}

/** The objects with the table that says where each begins. */
function fileOf(objects: readonly Buffer[], catalog: number, info: number): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')];
  let offset = parts[0].length;
  const offsets: number[] = [];
  for (const [index, body] of objects.entries()) {
    offsets.push(offset);
    const whole = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`, 'latin1'),
      body,
      Buffer.from('\nendobj\n', 'latin1'),
    ]);
    parts.push(whole);
    offset += whole.length;
  }
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root ${catalog} 0 R /Info ${info} 0 R >>\nstartxref\n${offset}\n%%EOF\n`,
      'latin1',
    ),
  );
  return Buffer.concat(parts);
}
