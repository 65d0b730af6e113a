import type { Weight } from './helvetica.ts';
import { linesOf, widthOf } from './text-runs.ts';
import { type Mark, page } from './write-pdf.ts';

export interface Cell {
  readonly text: string;
  readonly weight?: Weight;
  /** Under the text, smaller and grey. */
  readonly note?: string;
}

export interface Column {
  readonly width: number;
  readonly align?: 'right';
}

const margin = { left: 48, right: 48, top: 56, bottom: 56 } as const;
const inner = page.width - margin.left - margin.right;
const leading = 1.45;
const dark = 0.1;
const grey = 0.4;

/** Lays text and tables below each other on as many pages as they need. */
export class PageFlow {
  readonly #pages: Mark[][] = [[]];
  #y: number = margin.top;

  /** One text over the whole width. */
  paragraph(text: string, size = 9, weight: Weight = 'regular', color = dark): void {
    for (const line of linesOf(text, inner, size, weight)) {
      this.#room(size * leading);
      this.#y += size * leading;
      this.#mark({ text: line, x: margin.left, y: this.#y, size, weight, grey: color });
    }
  }

  space(points: number): void {
    this.#y += points;
  }

  /** A table whose heading stands on every page; rows are never torn apart. Widths are shares of the page's width. */
  table(columns: readonly Column[], heading: readonly string[], rows: readonly (readonly Cell[])[]): void {
    const head = heading.map((text): Cell => ({ text }));
    const drawHead = (): void => this.#row(columns, head, grey);
    this.#room(60);
    drawHead();
    for (const row of rows) {
      if (this.#y + heightOf(columns, row) > page.height - margin.bottom) {
        this.#turn();
        drawHead();
      }
      this.#row(columns, row, dark);
    }
  }

  /** The pages with a line at the foot of each. */
  pages(foot: (number: number, of: number) => string): readonly (readonly Mark[])[] {
    return this.#pages.map((marks, index) => {
      const text = foot(index + 1, this.#pages.length);
      return [...marks, { text, x: margin.left, y: page.height - 32, size: 7.5, weight: 'regular', grey }];
    });
  }

  #row(columns: readonly Column[], cells: readonly Cell[], color: number): void {
    const top = this.#y;
    let x: number = margin.left;
    for (const [index, { width, align }] of columns.entries()) {
      const room = width * inner;
      let y = top + 4;
      for (const { text, size, weight, faint } of linesIn(cells[index], room - 8)) {
        y += size * leading;
        const at = align === 'right' ? x + room - widthOf(text, size, weight) : x;
        this.#mark({ text, x: at, y, size, weight, grey: faint ? grey : color });
      }
      x += room;
    }
    this.#y = top + heightOf(columns, cells);
    this.#mark({ line: true, x: margin.left, through: page.width - margin.right, y: this.#y, grey: 0.85 });
  }

  #room(points: number): void {
    if (this.#y + points > page.height - margin.bottom) this.#turn();
  }

  #turn(): void {
    this.#pages.push([]);
    this.#y = margin.top;
  }

  #mark(mark: Mark): void {
    this.#pages.at(-1)!.push(mark);
  }
}

function linesIn({ text, weight = 'regular', note }: Cell, width: number) {
  const own = linesOf(text, width, 8.5, weight).map((line) => ({ text: line, size: 8.5, weight, faint: false }));
  const notes = note === undefined || note === '' ? [] : linesOf(note, width, 7.5, 'regular');
  return [...own, ...notes.map((line) => ({ text: line, size: 7.5, weight: 'regular' as const, faint: true }))];
}

function heightOf(columns: readonly Column[], cells: readonly Cell[]): number {
  const heights = columns.map(({ width }, index) =>
    linesIn(cells[index], width * inner - 8).reduce((sum, { size }) => sum + size * leading, 0),
  );
  return Math.max(...heights) + 10;
}
