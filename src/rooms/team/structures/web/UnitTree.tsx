import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowMoveRight, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type DragEvent, useState } from 'react';
import { roleNames, roles } from '#platform/visibility/roles.ts';
import { Tone } from '#web/components/Tone.tsx';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import type { ChartMove, ChartUnit } from '../chart-contract.ts';
import { chartWords } from './chart-words.ts';
import styles from './UnitTree.module.css';

/** What is dragged, as it travels in the drag. */
type Dragged =
  | { readonly what: 'person'; readonly assignmentId: string }
  | { readonly what: 'unit'; readonly unitId: string };
const format = 'application/x-quarterdeck-seat';

interface UnitTreeProps {
  readonly units: readonly ChartUnit[];
  /** Absent when nothing can be moved. */
  readonly onMove?: (move: ChartMove) => void;
}

/** The units of a structure as a tree; people and units are dragged, or moved by their menu with the keyboard. */
export function UnitTree({ units, onMove }: UnitTreeProps) {
  const say = useWords(chartWords);
  const known = new Set(units.map(({ id }) => id));
  const roots = units.filter(({ parentId }) => parentId === null || !known.has(parentId));
  return (
    <ul className={styles.tree} aria-label={say('title')}>
      {roots.map((unit) => (
        <UnitNode key={unit.id} unit={unit} units={units} depth={0} onMove={onMove} />
      ))}
    </ul>
  );
}

type UnitNodeProps = UnitTreeProps & { readonly unit: ChartUnit; readonly depth: number };

function UnitNode({ unit, units, depth, onMove }: UnitNodeProps) {
  const say = useWords(chartWords);
  const [open, setOpen] = useState(true);
  const [over, setOver] = useState(false);
  const children = units.filter(({ parentId }) => parentId === unit.id);
  const people = new Set(unit.positions.flatMap(({ holders }) => holders.map(({ personId }) => personId))).size;
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    const text = event.dataTransfer.getData(format);
    if (text === '') return;
    const dragged = JSON.parse(text) as Dragged;
    if (dragged.what === 'person') onMove?.({ ...dragged, unitId: unit.id });
    else if (dragged.unitId !== unit.id) onMove?.({ ...dragged, parentId: unit.id });
  };
  return (
    <li>
      <div
        className={styles.unit}
        data-over={over}
        draggable={onMove !== undefined && depth > 0}
        onDragStart={(event) => {
          event.stopPropagation();
          event.dataTransfer.setData(format, JSON.stringify({ what: 'unit', unitId: unit.id } satisfies Dragged));
        }}
        onDragOver={(event) => {
          if (onMove === undefined) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <div className={styles.head}>
          <ActionIcon
            size="sm"
            aria-expanded={open}
            aria-label={say(open ? 'collapse' : 'expand', { name: unit.name })}
            onClick={() => setOpen(!open)}
          >
            {open ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
          </ActionIcon>
          <Link to={`/team/units/${unit.id}`} className={styles.name}>
            {unit.name}
          </Link>
          <span className={styles.count}>{say('people', { count: people })}</span>
          {onMove === undefined || depth === 0 ? null : (
            <MoveMenu
              name={unit.name}
              units={units.filter(({ id }) => id !== unit.id && id !== unit.parentId)}
              onChoose={(parentId) => onMove({ what: 'unit', unitId: unit.id, parentId })}
            />
          )}
        </div>
        {open ? <Seats unit={unit} units={units} onMove={onMove} /> : null}
      </div>
      {open && children.length > 0 ? (
        <ul>
          {children.map((child) => (
            <UnitNode key={child.id} unit={child} units={units} depth={depth + 1} onMove={onMove} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

function Seats({ unit, units, onMove }: UnitTreeProps & { readonly unit: ChartUnit }) {
  const say = useWords(chartWords);
  const { language } = useLanguage();
  return (
    <div className={styles.seats}>
      {unit.positions.flatMap((position) => {
        const role = roles.find((one) => one === position.role);
        const roleText = role === undefined ? position.role : roleNames[role][language];
        const lead = position.leads ? <Tone tone="accent">{say('leads')}</Tone> : null;
        if (position.holders.length === 0)
          return [
            <span key={position.id} className={styles.seat} data-vacant="true">
              {say('vacant')} <small>{position.title || roleText}</small>
            </span>,
          ];
        return position.holders.map((holder) => (
          <span
            key={`${position.id}${holder.assignmentId}`}
            className={styles.seat}
            draggable={onMove !== undefined}
            onDragStart={(event) => {
              event.stopPropagation();
              event.dataTransfer.setData(
                format,
                JSON.stringify({ what: 'person', assignmentId: holder.assignmentId } satisfies Dragged),
              );
            }}
          >
            <Link to={`/team/people/${holder.personId}`}>{holder.name}</Link> <small>{roleText}</small> {lead}
            {onMove === undefined ? null : (
              <MoveMenu
                name={holder.name}
                units={units.filter(({ id }) => id !== unit.id)}
                onChoose={(unitId) => onMove({ what: 'person', assignmentId: holder.assignmentId, unitId })}
              />
            )}
          </span>
        ));
      })}
    </div>
  );
}

interface MoveMenuProps {
  readonly name: string;
  readonly units: readonly ChartUnit[];
  readonly onChoose: (unitId: string) => void;
}

/** The same as dragging, with the keyboard or a finger. */
function MoveMenu({ name, units, onChoose }: MoveMenuProps) {
  const say = useWords(chartWords);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <ActionIcon size="sm" aria-label={say('moveTo', { name })}>
          <IconArrowMoveRight size={14} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown style={{ maxHeight: 320, overflowY: 'auto' }}>
        <Menu.Label>{say('moveTo', { name })}</Menu.Label>
        {units.map((unit) => (
          <Menu.Item key={unit.id} onClick={() => onChoose(unit.id)}>
            {unit.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
