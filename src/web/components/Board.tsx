import { type DragEvent, type ReactNode, useMemo, useState } from 'react';
import { recordWords } from '#web/i18n/record-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { BoardContext, type BoardControl, type Grabbed } from './board-context.ts';
import styles from './Board.module.css';

export interface BoardColumn {
  readonly id: string;
  readonly label: string;
  readonly count: string;
  /** Sum, weighted sum, where time is lost: beneath the heading. */
  readonly sums?: ReactNode;
}

interface BoardProps {
  readonly label: string;
  readonly columns: readonly BoardColumn[];
  /** The cards of a column: `BoardCard` elements. */
  readonly children: (column: BoardColumn) => ReactNode;
  /** A card was put into another column; absent where cards stay. */
  readonly onMove?: (card: string, to: string, from: string) => void;
}

/** Columns of cards. Cards are dragged, or picked up with Space and moved with the arrows; both are told to screen readers. */
export function Board({ label, columns, children, onMove }: BoardProps) {
  const say = useWords(recordWords);
  const [grabbed, grab] = useState<Grabbed>();
  const [told, setTold] = useState('');
  const control = useMemo<BoardControl>(
    () => ({
      columns,
      grabbed,
      canMove: onMove !== undefined,
      grab: (next) => {
        grab(next);
        if (next?.byKey === true && grabbed === undefined) setTold(say('grabbed', { card: next.name }));
        else if (next !== undefined) setTold(columns.find(({ id }) => id === next.over)?.label ?? '');
      },
      drop: (to) => {
        if (grabbed === undefined) return;
        grab(undefined);
        if (to === grabbed.from) return;
        setTold(say('moved', { card: grabbed.name, column: columns.find(({ id }) => id === to)?.label ?? '' }));
        onMove?.(grabbed.card, to, grabbed.from);
      },
    }),
    [columns, grabbed, onMove, say],
  );
  const over = (event: DragEvent, column: string): void => {
    if (grabbed === undefined) return;
    event.preventDefault();
    if (grabbed.over !== column) grab({ ...grabbed, over: column });
  };
  return (
    <BoardContext value={control}>
      <div className={styles.board} role="group" aria-label={label} tabIndex={0}>
        {columns.map((column) => (
          <section
            key={column.id}
            className={styles.column}
            aria-label={column.label}
            data-over={grabbed !== undefined && grabbed.over === column.id && grabbed.from !== column.id}
            onDragOver={(event) => over(event, column.id)}
            onDrop={(event) => {
              event.preventDefault();
              control.drop(column.id);
            }}
          >
            <header className={styles.head}>
              <h2>
                {column.label} <span>{column.count}</span>
              </h2>
              <div className={styles.sums}>{column.sums}</div>
            </header>
            <div className={styles.cards}>{children(column)}</div>
          </section>
        ))}
      </div>
      <div className={styles.live} role="status" aria-live="assertive">
        {told}
      </div>
    </BoardContext>
  );
}
