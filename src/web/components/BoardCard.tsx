import type { KeyboardEvent, ReactNode } from 'react';
import { useBoard } from './board-context.ts';
import styles from './Board.module.css';

interface BoardCardProps {
  readonly id: string;
  readonly name: string;
  readonly column: string;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}

/** One card: Enter opens it, Space picks it up and puts it down, arrows move the focus or the card that is held. */
export function BoardCard({ id, name, column, onOpen, children }: BoardCardProps) {
  const { columns, grabbed, grab, drop, canMove } = useBoard();
  const held = grabbed?.card === id;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const sideways = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (event.key === 'Enter') onOpen();
    else if (event.key === ' ' && canMove) {
      if (held) drop(grabbed.over);
      else grab({ card: id, name, from: column, over: column, byKey: true });
    } else if (event.key === 'Escape' && held) grab(undefined);
    else if (sideways !== 0 && held) {
      const at = columns.findIndex((one) => one.id === grabbed.over);
      grab({ ...grabbed, over: columns[Math.max(0, Math.min(columns.length - 1, at + sideways))].id });
    } else if (sideways !== 0 || event.key === 'ArrowDown' || event.key === 'ArrowUp')
      focusNeighbour(event.currentTarget, event.key);
    else return;
    event.preventDefault();
  };
  return (
    <div
      role="button"
      tabIndex={0}
      data-card
      className={styles.card}
      data-grabbed={held}
      aria-pressed={canMove ? held : undefined}
      draggable={canMove}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', name);
        grab({ card: id, name, from: column, over: column, byKey: false });
      }}
      onDragEnd={() => grab(undefined)}
      onClick={onOpen}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  );
}

function focusNeighbour(card: HTMLElement, key: string): void {
  const section = card.closest('section');
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    const cards = [...(section?.querySelectorAll<HTMLElement>('[data-card]') ?? [])];
    cards[cards.indexOf(card) + (key === 'ArrowDown' ? 1 : -1)]?.focus();
    return;
  }
  let next = key === 'ArrowRight' ? section?.nextElementSibling : section?.previousElementSibling;
  while (next && next.querySelector('[data-card]') === null)
    next = key === 'ArrowRight' ? next.nextElementSibling : next.previousElementSibling;
  next?.querySelector<HTMLElement>('[data-card]')?.focus();
}
