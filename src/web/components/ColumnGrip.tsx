import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { recordWords } from '#web/i18n/record-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import styles from './DataTable.module.css';

const [narrowest, widest, keyStep] = [64, 640, 16];

/** The edge of a heading: dragged, or moved by arrow keys, it sets the column's width. */
export function ColumnGrip({
  label,
  width,
  onWidth,
}: {
  readonly label: string;
  readonly width: number;
  readonly onWidth: (width: number) => void;
}) {
  const say = useWords(recordWords);
  const grabbed = useRef<{ x: number; width: number }>(undefined);
  const set = (wanted: number): void => onWidth(Math.round(Math.max(narrowest, Math.min(widest, wanted))));
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    grabbed.current = { x: event.clientX, width };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (grabbed.current !== undefined) set(grabbed.current.width + event.clientX - grabbed.current.x);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    event.stopPropagation();
    set(width + (event.key === 'ArrowRight' ? keyStep : -keyStep));
  };
  return (
    <span
      role="slider"
      aria-orientation="horizontal"
      aria-label={say('resize', { label })}
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      tabIndex={-1}
      className={styles.grip}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        grabbed.current = undefined;
      }}
      onKeyDown={onKeyDown}
    />
  );
}
