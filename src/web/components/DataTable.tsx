import { type CSSProperties, useEffect, useId, useState } from 'react';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { rowPixels, useRowHeight } from '#web/state/row-height.ts';
import { usePrinting } from '#web/state/printing.ts';
import { usePhone } from '#web/state/use-phone.ts';
import { DataTableHead } from './DataTableHead.tsx';
import { DataTableRow } from './DataTableRow.tsx';
import { DataTableCard } from './DataTableCard.tsx';
import type { DataTableProps } from './data-table-types.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { useVirtualRows } from './use-virtual-rows.ts';
import styles from './DataTable.module.css';

const cardPixels = 68;

/**
 * A table of any length: only the rows in sight are drawn, further pages are asked for near the end. Cards on phones.
 * The rows come filtered and sorted; the table shows them and says what the reader wants next.
 */
export function DataTable<Row extends { readonly id: string }>(props: DataTableProps<Row>) {
  const { rows, columns, selection, onSelection, onOpen, more = false, onMore, empty, grow = false } = props;
  const say = useWords(shellWords);
  const id = useId();
  const [scroll, setScroll] = useState<HTMLElement | null>(null);
  const phone = usePhone();
  const [height] = useRowHeight();
  const printing = usePrinting();
  const rowHeight = phone ? cardPixels : rowPixels(height);
  const count = rows.length + (more ? 1 : 0);
  const view = useVirtualRows(scroll, count, rowHeight, phone ? 0 : 33);
  const { from, to } = grow ? { from: 0, to: count } : view;
  const toggle = (row: number, range: boolean): void => {
    if (selection === undefined || onSelection === undefined) return;
    const next = new Set(selection);
    const anchor = range ? rows.findIndex((one) => selection.has(one.id)) : row;
    const [from, to] = [Math.min(anchor < 0 ? row : anchor, row), Math.max(anchor, row)];
    const on = !selection.has(rows[row].id);
    for (const one of rows.slice(from, to + 1))
      if (on) next.add(one.id);
      else next.delete(one.id);
    onSelection(next);
  };
  const grid = useGridKeys({
    rows: rows.length,
    columns: columns.length,
    show: view.show,
    open: (row) => onOpen?.(rows[row]),
    select: toggle,
    canEdit: ({ column }) => columns[column].edit !== undefined,
  });
  useEffect(() => {
    if (more && !printing && to >= rows.length - 20) onMore?.();
  }, [more, printing, to, rows.length, onMore]);
  if (rows.length === 0 && !more && empty !== undefined) return empty;
  const chosen = selection === undefined ? '' : '48px ';
  const template =
    chosen +
    columns
      .map(({ id: column, width = 160 }, at) =>
        at === columns.length - 1
          ? `minmax(${props.widths?.[column] ?? width}px, 1fr)`
          : `${props.widths?.[column] ?? width}px`,
      )
      .join(' ');
  return (
    <div
      ref={setScroll}
      className={styles.scroll}
      data-grow={grow}
      role="grid"
      aria-label={props.label}
      aria-rowcount={more ? -1 : rows.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable={selection !== undefined}
      tabIndex={0}
      aria-activedescendant={
        grid.current === undefined ? undefined : `${id}-${grid.current.row}-${grid.current.column}`
      }
      onKeyDown={grid.onKeyDown}
    >
      <div className={styles.table} style={{ '--columns': template } as CSSProperties}>
        {phone ? null : <DataTableHead {...props} />}
        <div className={styles.body} role="rowgroup" style={{ height: view.totalHeight }}>
          {Array.from({ length: Math.max(0, to - from) }, (_, at) => {
            const index = from + at;
            const start = index * rowHeight;
            const row = rows[index];
            if (row === undefined) {
              return (
                <div key="more" className={styles.waiting} style={{ transform: `translateY(${start}px)` }}>
                  {printing ? say('printedRows', { count: rows.length }) : `${say('loading')} …`}
                </div>
              );
            }
            const shared = {
              row,
              columns,
              top: start,
              selected: selection?.has(row.id),
              onToggle: selection === undefined ? undefined : (range: boolean) => toggle(index, range),
              onOpen,
            };
            return phone ? (
              <DataTableCard key={row.id} {...shared} />
            ) : (
              <DataTableRow key={row.id} {...shared} index={index} gridId={id} grid={grid} />
            );
          })}
        </div>
      </div>
    </div>
  );
}
