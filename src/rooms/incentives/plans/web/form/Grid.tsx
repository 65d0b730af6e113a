import { ActionIcon, Button } from '@mantine/core';
import { IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '#web/i18n/language-context.tsx';
import { formWords } from './form-words.ts';
import styles from './PlanForm.module.css';

interface GridProps {
  readonly label: string;
  readonly columns: readonly ReactNode[];
  /** The cells of each row. */
  readonly rows: readonly (readonly ReactNode[])[];
  readonly onAdd: () => void;
  readonly onRemove: (row: number) => void;
  readonly onUp?: (row: number) => void;
  readonly addLabel?: string;
}

/** A small table whose rows are added, taken out and moved. */
export function Grid({ label, columns, rows, onAdd, onRemove, onUp, addLabel }: GridProps) {
  const say = useWords(formWords);
  return (
    <div className={styles.grid} role="group" aria-label={label}>
      {rows.length === 0 ? null : (
        <table>
          <thead>
            <tr>
              {columns.map((column, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns never change places
                <th key={index} scope="col">
                  {column}
                </th>
              ))}
              <th aria-label={say('remove')} />
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place in the text
              <tr key={row}>
                {cells.map((cell, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns never change places
                  <td key={index}>{cell}</td>
                ))}
                <td className={styles.rowActions}>
                  {onUp === undefined || row === 0 ? null : (
                    <ActionIcon
                      size="sm"
                      variant="subtle"
                      aria-label={`${say('up')} ${row + 1}`}
                      onClick={() => onUp(row)}
                    >
                      <IconArrowUp size={14} />
                    </ActionIcon>
                  )}
                  <ActionIcon
                    size="sm"
                    variant="subtle"
                    aria-label={`${say('remove')} ${row + 1}`}
                    onClick={() => onRemove(row)}
                  >
                    <IconX size={14} />
                  </ActionIcon>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Button size="compact-xs" variant="subtle" leftSection={<IconPlus size={12} />} onClick={onAdd}>
        {addLabel ?? say('add')}
      </Button>
    </div>
  );
}
