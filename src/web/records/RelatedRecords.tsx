import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { RecordKind } from '#kernel/record-kind.ts';
import { mayDo } from '#web/api/session.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { iconNamed } from '#web/components/Icon.tsx';
import { recordWords } from '#web/i18n/record-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { defaultColumns } from './record-columns.tsx';
import { RecordDrawer } from './RecordDrawer.tsx';
import { RecordTable } from './RecordTable.tsx';
import { useVisibleFields } from './use-visible-fields.ts';

interface RelatedRecordsProps {
  readonly kind: RecordKind;
  /** The field that points back, and to what. */
  readonly by: string;
  readonly id: string;
}

/** Records of another kind that belong to the one on the page. */
export function RelatedRecords({ kind, by, id }: RelatedRecordsProps) {
  const say = useWords(recordWords);
  const local = useLocal();
  const session = useSession();
  const fields = useVisibleFields(kind);
  const [creating, setCreating] = useState(false);
  const clause = `${by}:eq:${id}`;
  const query = useMemo(() => ({ filter: [clause] }), [clause]);
  const label = local(kind.plural);
  const add = mayDo(session, kind.kind, 'create') ? (
    <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => setCreating(true)}>
      {say('newOne', { label: local(kind.label) })}
    </Button>
  ) : null;
  return (
    <div>
      <div style={{ display: 'flex', alignItems: 'center', gap: 12, padding: '12px 0 4px' }}>
        {add}
        <Link
          to={`/${kind.room}/${kind.path}`}
          search={{ filter: [clause] }}
          style={{ marginLeft: 'auto', fontSize: 13 }}
        >
          {say('showAll')}
        </Link>
      </div>
      <RecordTable
        kind={kind}
        query={query}
        columns={defaultColumns(kind, fields).filter((name) => name !== by)}
        limit={20}
        grow
        empty={
          <EmptyState icon={iconNamed(kind.icon)} title={say('emptyTitle', { label })}>
            {say('emptyBody')}
          </EmptyState>
        }
      />
      <RecordDrawer kind={kind} opened={creating} preset={{ [by]: id }} onClose={() => setCreating(false)} />
    </div>
  );
}
