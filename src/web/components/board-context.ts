import { createContext, use } from 'react';

/** A card that is being moved. */
export interface Grabbed {
  readonly card: string;
  readonly name: string;
  readonly from: string;
  /** Picked up by key rather than by pointer. */
  readonly byKey: boolean;
  /** The column it would be put down in. */
  readonly over: string;
}

export interface BoardControl {
  readonly columns: readonly { readonly id: string; readonly label: string }[];
  readonly grabbed: Grabbed | undefined;
  readonly grab: (grabbed: Grabbed | undefined) => void;
  readonly drop: (to: string) => void;
  readonly canMove: boolean;
}

export const BoardContext = createContext<BoardControl>({
  columns: [],
  grabbed: undefined,
  grab: () => undefined,
  drop: () => undefined,
  canMove: false,
});

export function useBoard(): BoardControl {
  return use(BoardContext);
}
