import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { FieldDefinition, RecordKind } from '#kernel/record-kind.ts';
import { problemOf } from '#web/api/problem.ts';
import type { RecordGroup, RecordQuery } from '#web/api/records-api.ts';
import { useRecordGroups } from '#web/api/use-records.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { RowSkeletons } from '#web/components/Skeletons.tsx';
import { formatMoney } from '#web/format/money.ts';
import { formatNumber } from '#web/format/number.ts';
import { RecordTable } from './RecordTable.tsx';
import { useGroupName } from './use-group-name.ts';
import { useReader } from './use-reader.ts';
import { useVisibleFields } from './use-visible-fields.ts';
import styles from './GroupedRecords.module.css';

interface GroupedRecordsProps {
  readonly kind: RecordKind;
  readonly query: RecordQuery;
  readonly by: string;
  /** What the groups add up; what the board does when absent. */
  readonly sum?: string;
  readonly columns: readonly string[];
  readonly onSort: (sort: string) => void;
}

/** Groups with their count and sum; a group opens to its rows. */
export function GroupedRecords({ kind, query, by, sum: asked, columns, onSort }: GroupedRecordsProps) {
  const fields = useVisibleFields(kind);
  const field = fields.find(({ name }) => name === by);
  const summed = fields.find(({ name }) => name === (asked ?? kind.board?.sum));
  const { data, isPending, error, refetch } = useRecordGroups(kind, by, {
    filter: query.filter,
    search: query.search,
    ...(summed === undefined ? {} : { sum: summed.name }),
  });
  if (isPending) return <RowSkeletons />;
  if (error !== null) return <ProblemView kind={kind} problem={problemOf(error)} onRetry={() => void refetch()} />;
  return (
    <div className={styles.groups}>
      {data.groups.map((group) => (
        <Group
          key={group.value ?? ''}
          group={group}
          field={field}
          summed={summed}
          kind={kind}
          query={query}
          columns={columns}
          onSort={onSort}
        />
      ))}
    </div>
  );
}

type GroupProps = Omit<GroupedRecordsProps, 'by' | 'sum'> & {
  readonly summed: FieldDefinition | undefined;
  readonly group: RecordGroup;
  readonly field: FieldDefinition | undefined;
};

function Group({ group, field, summed, kind, query, columns, onSort }: GroupProps) {
  const reader = useReader();
  const [open, setOpen] = useState(false);
  const name = useGroupName()(group, field);
  const clause = group.value === null ? `${field?.name}:empty` : `${field?.name}:eq:${group.value}`;
  return (
    <section>
      <button type="button" className={styles.head} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
        <b>{name}</b>
        <span>{formatNumber(group.count, reader.language)}</span>
        {group.sum === null ? null : (
          <span className={styles.sum}>
            {summed?.type === 'money'
              ? formatMoney(group.sum, reader.baseCurrency, reader.language, { whole: true })
              : formatNumber(Number(group.sum), reader.language, { decimals: 2 })}
          </span>
        )}
      </button>
      {open ? (
        <div className={styles.rows} style={{ height: `calc(var(--qd-row) * ${Math.min(group.count, 12) + 2})` }}>
          <RecordTable
            kind={kind}
            query={{ ...query, filter: [...(query.filter ?? []), clause] }}
            columns={columns}
            onSort={onSort}
            empty={null}
          />
        </div>
      ) : null}
    </section>
  );
}
