import type { ReactNode } from 'react';

/** One column of a table. */
export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  /** Pixels; 160 when absent. */
  readonly width?: number;
  /** Numbers stand on the right. */
  readonly align?: 'left' | 'right';
  /** Stays on one line on paper, where other texts wrap: a day is no text. */
  readonly unbroken?: boolean;
  readonly sortable?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /** An editor in place of the cell; absent where it cannot be changed. */
  readonly edit?: (row: Row, close: () => void) => ReactNode;
}

export interface Sort {
  readonly field: string;
  readonly descending: boolean;
}

/** '-amount' → by amount, descending. */
export function parseSort(text: string | undefined): Sort | undefined {
  if (text === undefined || text === '' || text === '-') return undefined;
  return text.startsWith('-') ? { field: text.slice(1), descending: true } : { field: text, descending: false };
}

export function sortText({ field, descending }: Sort): string {
  return `${descending ? '-' : ''}${field}`;
}

export interface DataTableProps<Row extends { readonly id: string }> {
  /** What the table lists, for screen readers. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  /** Hides a column, offered in its heading. */
  readonly onHide?: (column: string) => void;
  /** Ids of the rows chosen; absent where rows cannot be chosen. */
  readonly selection?: ReadonlySet<string>;
  readonly onSelection?: (selection: ReadonlySet<string>) => void;
  readonly onOpen?: (row: Row) => void;
  /** There are rows beyond those given; asked for as the reader nears the end. */
  readonly more?: boolean;
  readonly onMore?: () => void;
  /** Widths that the reader has set, by column. */
  readonly widths?: Readonly<Record<string, number>>;
  readonly onWidth?: (column: string, width: number) => void;
  /** Shown in place of rows when there are none. */
  readonly empty?: ReactNode;
  /** The table grows with its rows instead of scrolling by itself: for few rows on a page with more on it. */
  readonly grow?: boolean;
}
