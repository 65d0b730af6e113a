import type { RowProps } from './DataTableRow.tsx';
import styles from './DataTable.module.css';

/** A row as a card for phones: the first column names it, the first number stands opposite, the next ones follow in one line. */
export function DataTableCard<Row extends { readonly id: string }>({
  row,
  columns,
  top,
  selected,
  onOpen,
}: RowProps<Row>) {
  const [first, ...rest] = columns;
  const number = rest.find(({ align }) => align === 'right');
  const lines = rest.filter((column) => column !== number).slice(0, 3);
  return (
    <div
      role="row"
      aria-selected={selected}
      className={styles.card}
      style={{ transform: `translateY(${top}px)`, height: 68 }}
      onClick={() => onOpen?.(row)}
    >
      <div className={styles.cardText}>
        <div className={styles.cardTitle} role="gridcell">
          <span>{first?.cell(row)}</span>
          <span>{number?.cell(row)}</span>
        </div>
        <div className={styles.cardLine} role="gridcell">
          {lines.map((column) => (
            <span key={column.id}>{column.cell(row)}</span>
          ))}
        </div>
      </div>
    </div>
  );
}
