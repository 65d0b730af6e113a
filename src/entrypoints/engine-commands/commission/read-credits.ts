import type { CreditInput } from '#engines/commission/calculation/input.ts';
import { creditColumnNames as also } from '#engines/commission/expected-columns.ts';
import type { Plan } from '#engines/commission/plan/plan.ts';
import type { DataProblem } from '#kernel/unusable-data.ts';
import { stat } from 'node:fs/promises';
import { dateColumn, findColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import { type ReadOptions, type Table, streamTable } from '#platform/tabular/read-table.ts';
import { hasDecimalComma } from '#platform/tabular/values.ts';
import { CellReader, attributeColumns, withoutOwnColumns } from './read-cells.ts';

const spec = {
  id: textColumn({ optional: true, also: also.id }),
  payee: textColumn({ optional: true, also: also.payee }),
  date: dateColumn({ also: also.date }),
  amount: textColumn({ also: also.amount, blank: 'keep' }),
  currency: textColumn({ optional: true, also: also.currency }),
  share: textColumn({ optional: true, also: also.share }),
  event: textColumn({ optional: true, also: also.event }),
  reverses: textColumn({ optional: true, also: also.reverses }),
  deal: textColumn({ optional: true, also: also.deal }),
  item: textColumn({ optional: true, also: also.item }),
  onTop: textColumn({ optional: true, also: also.onTop }),
};

export interface ReadCredits {
  readonly credits: readonly CreditInput[];
  readonly notes: readonly string[];
}

/**
 * Reads a credits table for a plan: `id, payee, date, amount` and, where present, the other columns of the spec. Tables
 * may be handed in piece by piece; texts that come again and again are kept once.
 */
export class CreditReader implements ReadCredits {
  readonly credits: CreditInput[] = [];
  readonly notes: string[] = [];
  readonly #plan: Plan;
  readonly #map: Readonly<Record<string, string>>;
  readonly #refuseAt: (column: string) => DataProblem;
  readonly #texts = new Map<string, string>();
  readonly #attributes = new Map<string, readonly (string | undefined)[]>();

  constructor(plan: Plan, map: Readonly<Record<string, string>>, refuseAt: (column: string) => DataProblem) {
    this.#plan = plan;
    this.#map = map;
    this.#refuseAt = refuseAt;
  }

  /** Throws UnusableData with every problem of the table. */
  add(table: Table): this {
    const { creditColumns, numericCreditColumns } = this.#plan.reads;
    const { columns, lines, notes } = readColumns(table, withoutOwnColumns(spec, creditColumns), this.#map);
    const cells = new CellReader(table);
    const attributes = attributeColumns(
      table,
      creditColumns,
      numericCreditColumns,
      this.#map,
      also,
      this.#refuseAt,
      cells,
    );
    const { currency, share, event, reverses, deal, item, onTop } = columns;
    const isPlain = [currency, share, event, reverses, deal, item, onTop].every((column) => column === undefined);
    const comma = hasDecimalComma(filledTexts(columns.amount), table.delimiter);
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i];
      const plain: CreditInput = {
        id: columns.id?.[i] ?? `line ${line}`,
        payee: this.#once(columns.payee?.[i]),
        date: this.#once(columns.date[i])!,
        amount: cells.exact(columns.amount[i], line, 'amount', comma),
        attributes: creditColumns.length === 0 ? none : this.#shared(attributes.read(table.rows[i], line)),
        line,
      };
      if (isPlain) {
        this.credits.push(plain);
        continue;
      }
      const code = this.#once(currency?.[i])?.toUpperCase();
      if (code !== undefined && !/^[A-Z]{3}$/.test(code))
        cells.refuse(line, 'currency', code, 'a currency code such as CNY');
      this.credits.push({
        ...plain,
        currency: code === this.#plan.currency ? undefined : code,
        share: cells.exact(share?.[i], line, 'share'),
        event: this.#once(event?.[i]),
        reverses: filled(reverses?.[i]),
        deal: filled(deal?.[i]),
        item: filled(item?.[i]),
        onTop: /^(yes|y|true|1|是)$/i.test(onTop?.[i] ?? '') || undefined,
      });
    }
    cells.throwProblems();
    for (const note of notes) if (!this.notes.includes(note)) this.notes.push(note);
    return this;
  }

  #once(text: string | undefined): string | undefined {
    if (text === undefined || text === '') return undefined;
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }

  #shared(attributes: readonly (string | undefined)[]): readonly (string | undefined)[] {
    const key = attributes.join('\u0000');
    const known = this.#attributes.get(key);
    if (known !== undefined) return known;
    if (this.#attributes.size < 50_000) this.#attributes.set(key, attributes);
    return attributes;
  }
}

function* filledTexts(texts: readonly (string | undefined)[]): Generator<string> {
  for (const text of texts) if (text !== undefined) yield text;
}

function filled(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

const none: readonly (string | undefined)[] = [];

/**
 * Reads a large delimited file piece by piece, so that the rows need not be in memory beside the credits. Undefined when
 * the whole table must be looked at: small files, workbooks, standard input, dates that need their neighbours to be read.
 */
export async function streamCredits(
  path: string,
  options: ReadOptions,
  reader: CreditReader,
  dateName: string,
): Promise<ReadCredits | undefined> {
  const size = path === '-' ? 0 : ((await stat(path).catch(() => undefined))?.size ?? 0);
  if (size < largeFile || /\.(xlsx?|xlsm|xlsb|ods)$/i.test(path)) return undefined;
  const { name, header, delimiter, batches } = await streamTable(path, options);
  const date = findColumn({ header }, dateName, also.date);
  if (date === -1) return undefined;
  for await (const { rows, lines } of batches) {
    if (!rows.every((row) => isoDay.test(row[date]))) return undefined;
    reader.add({ name, header, rows, lines, delimiter });
  }
  return reader;
}

const largeFile = 8_000_000;
const isoDay = /^\d{4}-\d{2}-\d{2}$/;
