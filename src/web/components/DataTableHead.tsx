import { ActionIcon, Checkbox, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronDown, IconEyeOff } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import { recordWords } from '#web/i18n/record-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { ColumnGrip } from './ColumnGrip.tsx';
import type { Column, DataTableProps } from './data-table-types.ts';
import styles from './DataTable.module.css';

/** The headings: a click sorts, the menu hides, the edge sets the width. They stay in sight. */
export function DataTableHead<Row extends { readonly id: string }>(props: DataTableProps<Row>) {
  const { rows, columns, selection, onSelection } = props;
  const say = useWords(recordWords);
  const all = rows.length > 0 && rows.every(({ id }) => selection?.has(id) === true);
  const some = !all && (selection?.size ?? 0) > 0;
  return (
    <div className={styles.head} role="row" aria-rowindex={1}>
      {selection === undefined ? null : (
        <div className={styles.tick} role="columnheader">
          <Checkbox
            checked={all}
            indeterminate={some}
            onChange={() => onSelection?.(all || some ? new Set() : new Set(rows.map(({ id }) => id)))}
            aria-label={say('selectRow')}
          />
        </div>
      )}
      {columns.map((column, at) => (
        <Heading key={column.id} {...props} column={column} first={at === 0} />
      ))}
    </div>
  );
}

function Heading<Row extends { readonly id: string }>({
  column,
  first,
  sort,
  onSort,
  onHide,
  widths,
  onWidth,
}: DataTableProps<Row> & { readonly column: Column<Row>; readonly first: boolean }) {
  const say = useWords(recordWords);
  const sorted = sort?.field === column.id ? (sort.descending ? 'descending' : 'ascending') : undefined;
  const canSort = column.sortable === true && onSort !== undefined;
  const hasMenu = !first && onHide !== undefined;
  const label = (
    <>
      {column.label}
      {sorted === 'ascending' ? (
        <IconArrowUp size={12} aria-hidden />
      ) : sorted === 'descending' ? (
        <IconArrowDown size={12} aria-hidden />
      ) : null}
    </>
  );
  return (
    <div
      className={styles.heading}
      role="columnheader"
      aria-sort={canSort ? (sorted ?? 'none') : undefined}
      data-align={column.align}
      style={{ '--width': `${widths?.[column.id] ?? column.width ?? 160}px` } as CSSProperties}
    >
      {canSort ? (
        <button
          type="button"
          className={styles.headingText}
          onClick={() => onSort({ field: column.id, descending: sorted === 'ascending' })}
        >
          {label}
        </button>
      ) : (
        <span className={styles.headingText}>{label}</span>
      )}
      {hasMenu ? (
        <Menu position="bottom-start">
          <Menu.Target>
            <ActionIcon data-menu size={18} aria-label={`${say('actions')}: ${column.label}`}>
              <IconChevronDown size={12} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {canSort ? (
              <>
                <Menu.Item
                  leftSection={<IconArrowUp size={14} />}
                  onClick={() => onSort({ field: column.id, descending: false })}
                >
                  {say('sortAscending')}
                </Menu.Item>
                <Menu.Item
                  leftSection={<IconArrowDown size={14} />}
                  onClick={() => onSort({ field: column.id, descending: true })}
                >
                  {say('sortDescending')}
                </Menu.Item>
              </>
            ) : null}
            <Menu.Item leftSection={<IconEyeOff size={14} />} onClick={() => onHide(column.id)}>
              {say('hideColumn')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {onWidth === undefined ? null : (
        <ColumnGrip
          label={column.label}
          width={widths?.[column.id] ?? column.width ?? 160}
          onWidth={(width) => onWidth(column.id, width)}
        />
      )}
    </div>
  );
}
