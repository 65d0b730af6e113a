import { Checkbox } from '@mantine/core';
import type { MouseEvent } from 'react';
import { recordWords } from '#web/i18n/record-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import type { Column } from './data-table-types.ts';
import type { useGridKeys } from './use-grid-keys.ts';
import styles from './DataTable.module.css';

export interface RowProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly top: number;
  readonly selected?: boolean;
  readonly onToggle?: (range: boolean) => void;
  readonly onOpen?: (row: Row) => void;
}

interface DataTableRowProps<Row> extends RowProps<Row> {
  readonly index: number;
  readonly gridId: string;
  readonly grid: ReturnType<typeof useGridKeys>;
}

/** One row; a double click on a cell that can be changed edits it, elsewhere it opens the record. */
export function DataTableRow<Row extends { readonly id: string }>({
  row,
  columns,
  top,
  selected,
  onToggle,
  onOpen,
  index,
  gridId,
  grid,
}: DataTableRowProps<Row>) {
  const say = useWords(recordWords);
  const { current, editing } = grid;
  const tick = (event: MouseEvent): void => {
    event.stopPropagation();
    onToggle?.(event.shiftKey);
  };
  return (
    <div
      className={styles.row}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      style={{ transform: `translateY(${top}px)` }}
    >
      {onToggle === undefined ? null : (
        <div className={styles.tick} role="gridcell" onClick={tick}>
          <Checkbox
            checked={selected === true}
            onChange={() => undefined}
            aria-label={say('selectRow')}
            tabIndex={-1}
          />
        </div>
      )}
      {columns.map((column, at) => {
        const isEditing = editing?.row === index && editing.column === at;
        const close = (): void => {
          grid.setEditing(undefined);
          document.getElementById(`${gridId}-${index}-${at}`)?.closest<HTMLElement>('[role=grid]')?.focus();
        };
        return (
          <div
            key={column.id}
            id={`${gridId}-${index}-${at}`}
            role="gridcell"
            aria-colindex={at + 1}
            className={at === 0 ? `${styles.cell} ${styles.title}` : styles.cell}
            data-align={column.align}
            data-unbroken={column.unbroken === true ? true : undefined}
            data-editing={isEditing}
            data-current={!isEditing && current?.row === index && current.column === at}
            onClick={() => grid.setCurrent({ row: index, column: at })}
            onDoubleClick={() => {
              if (isEditing) return;
              if (column.edit === undefined) onOpen?.(row);
              else grid.setEditing({ row: index, column: at });
            }}
          >
            {isEditing && column.edit !== undefined ? column.edit(row, close) : <span>{column.cell(row)}</span>}
          </div>
        );
      })}
    </div>
  );
}
