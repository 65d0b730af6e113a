import { type KeyboardEvent, useState } from 'react';
import { isTyping } from '#web/shell/keys.ts';

export interface GridCell {
  readonly row: number;
  readonly column: number;
}

interface GridActions {
  readonly rows: number;
  readonly columns: number;
  readonly show: (row: number) => void;
  readonly open: (row: number) => void;
  readonly select: (row: number, range: boolean) => void;
  readonly canEdit: (cell: GridCell) => boolean;
}

/**
 * The keys of a grid after the ARIA authoring practices: arrows, Home, End, Page Up and Down move the current cell,
 * Enter opens its row, Space chooses it, F2 edits, Escape stops.
 */
export function useGridKeys(actions: GridActions) {
  const [current, setCurrent] = useState<GridCell | undefined>(undefined);
  const [editing, setEditing] = useState<GridCell | undefined>(undefined);
  const move = (row: number, column: number): void => {
    const next = {
      row: Math.max(0, Math.min(actions.rows - 1, row)),
      column: Math.max(0, Math.min(actions.columns - 1, column)),
    };
    setCurrent(next);
    actions.show(next.row);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (
      editing !== undefined ||
      isTyping(event.target) ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      actions.rows === 0
    )
      return;
    const { row, column } = current ?? { row: -1, column: 0 };
    const step: Record<string, () => void> = {
      ArrowDown: () => move(row + 1, column),
      ArrowUp: () => move(row - 1, column),
      ArrowRight: () => move(Math.max(row, 0), column + 1),
      ArrowLeft: () => move(Math.max(row, 0), column - 1),
      PageDown: () => move(row + 15, column),
      PageUp: () => move(row - 15, column),
      Home: () => move(Math.max(row, 0), 0),
      End: () => move(Math.max(row, 0), actions.columns - 1),
      Enter: () => row >= 0 && actions.open(row),
      ' ': () => row >= 0 && actions.select(row, event.shiftKey),
      F2: () => row >= 0 && actions.canEdit({ row, column }) && setEditing({ row, column }),
      Escape: () => setCurrent(undefined),
    };
    const act = step[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return { current, setCurrent, editing, setEditing, onKeyDown };
}
