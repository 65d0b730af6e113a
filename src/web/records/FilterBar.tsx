import { Button, Popover } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { FieldDefinition, RecordKind } from '#kernel/record-kind.ts';
import styles from '#web/components/FilterChips.module.css';
import { recordWords } from '#web/i18n/record-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { clauseValueText, operatorText } from './clause-text.ts';
import { type Clause, clauseText, parseClause } from './filter-clause.ts';
import { FilterEditor } from './FilterEditor.tsx';
import { useReader } from './use-reader.ts';
import { useReferenceLabels } from './use-reference-labels.ts';
import { useVisibleFields } from './use-visible-fields.ts';

interface FilterBarProps {
  readonly kind: RecordKind;
  /** Clauses as they stand in the address. */
  readonly filter: readonly string[];
  readonly onChange: (filter: readonly string[]) => void;
}

/** The conditions of a list as chips: each opens to be changed, each can be taken away. */
export function FilterBar({ kind, filter, onChange }: FilterBarProps) {
  const say = useWords(recordWords);
  const fields = useVisibleFields(kind);
  const [open, setOpen] = useState<number | 'new'>();
  const put = (at: number, clause: Clause | undefined): void => {
    setOpen(undefined);
    const text = clause === undefined ? [] : [clauseText(clause)];
    onChange([...filter.slice(0, at), ...text, ...filter.slice(at + 1)]);
  };
  return (
    <div
      className={styles.bar}
      role="group"
      data-print={filter.length === 0 ? undefined : 'keep'}
      aria-label={say('addFilter')}
    >
      {filter.map((text, at) => {
        const clause = parseClause(text);
        const field = fields.find(({ name }) => name === clause?.field);
        if (clause === undefined || field === undefined) return null;
        return (
          <ClauseChip
            key={text}
            clause={clause}
            field={field}
            kind={kind}
            opened={open === at}
            onOpen={(on) => setOpen(on ? at : undefined)}
            onPut={(next) => put(at, next)}
          />
        );
      })}
      <Popover
        opened={open === 'new'}
        onChange={(on) => !on && setOpen(undefined)}
        position="bottom-start"
        trapFocus
        width={300}
      >
        <Popover.Target>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            leftSection={<IconFilter size={14} />}
            onClick={() => setOpen(open === 'new' ? undefined : 'new')}
            data-filter-button
          >
            {say('addFilter')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          {open === 'new' ? (
            <FilterEditor kind={kind} fields={fields} onApply={(clause) => put(filter.length, clause)} />
          ) : null}
        </Popover.Dropdown>
      </Popover>
      {filter.length > 1 ? (
        <Button size="xs" variant="subtle" color="gray" onClick={() => onChange([])}>
          {say('clearFilters')}
        </Button>
      ) : null}
    </div>
  );
}

interface ClauseChipProps {
  readonly clause: Clause;
  readonly field: FieldDefinition;
  readonly kind: RecordKind;
  readonly opened: boolean;
  readonly onOpen: (on: boolean) => void;
  readonly onPut: (clause: Clause | undefined) => void;
}

function ClauseChip({ clause, field, kind, opened, onOpen, onPut }: ClauseChipProps) {
  const say = useWords(recordWords);
  const local = useLocal();
  const reader = useReader();
  const fields = useVisibleFields(kind);
  const labels = useReferenceLabels(field, clause.value);
  const value = clauseValueText(kind, field, clause, reader, say, labels);
  const text = `${local(field.label)} ${operatorText(field, clause.operator, say)} ${value}`;
  return (
    <span className={styles.chip}>
      <Popover opened={opened} onChange={(on) => !on && onOpen(false)} position="bottom-start" trapFocus width={300}>
        <Popover.Target>
          <button type="button" className={styles.text} onClick={() => onOpen(!opened)}>
            {local(field.label)} <em>{operatorText(field, clause.operator, say)}</em> {value}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          {opened ? <FilterEditor kind={kind} fields={fields} clause={clause} onApply={onPut} /> : null}
        </Popover.Dropdown>
      </Popover>
      <button
        type="button"
        className={styles.cross}
        data-print="none"
        onClick={() => onPut(undefined)}
        aria-label={say('removeFilter', { text })}
      >
        <IconX size={12} />
      </button>
    </span>
  );
}
