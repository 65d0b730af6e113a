import { Tabs } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type FieldDefinition, type RecordKind, fieldOf } from '#kernel/record-kind.ts';
import { problemOf } from '#web/api/problem.ts';
import type { SentRecord } from '#web/api/records-api.ts';
import { mayDo } from '#web/api/session.ts';
import { useRecord } from '#web/api/use-records.ts';
import { Icon, iconNamed } from '#web/components/Icon.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { PageSkeleton } from '#web/components/Skeletons.tsx';
import type { TimelineItem } from '#web/components/Timeline.tsx';
import { recordWords } from '#web/i18n/record-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useParts, useSession, useWholeKind } from '#web/shell/app-context.ts';
import { useTitle } from '#web/shell/page-title.tsx';
import { AsOfNote } from './AsOfNote.tsx';
import { FactPanel } from './FactPanel.tsx';
import { FieldValue } from './FieldValue.tsx';
import { HistoryTimeline } from './HistoryTimeline.tsx';
import { titleOf } from './field-text.ts';
import { RecordActions } from './RecordActions.tsx';
import { RelatedRecords } from './RelatedRecords.tsx';
import { useReader } from './use-reader.ts';
import { useVisibleFields } from './use-visible-fields.ts';
import styles from './RecordPage.module.css';

export interface RecordPageProps {
  readonly kind: RecordKind;
  /** More of what matters first, beside the headline fields: risk, win chance with reasons. */
  readonly firsts?: (record: SentRecord) => ReactNode;
  /** Buttons of this kind, before edit and delete. */
  readonly actions?: (record: SentRecord) => ReactNode;
  /** What stands above the timeline in the middle. */
  readonly middle?: (record: SentRecord) => ReactNode;
  /** More panels at the side, above the facts. */
  readonly side?: (record: SentRecord) => ReactNode;
  /** More tabs beside the timeline and the related records. */
  readonly tabs?: readonly {
    readonly id: string;
    readonly label: string;
    readonly show: (record: SentRecord) => ReactNode;
  }[];
  /** What else happened, among the changes in the timeline. */
  readonly useHappenings?: (record: SentRecord) => readonly TimelineItem[];
}

/** The page of one record: what matters first on top, the timeline in the middle, facts at the side, everything editable in place. */
export function RecordPage(props: RecordPageProps) {
  const kind = useWholeKind(props.kind);
  const { id } = useParams({ strict: false }) as { id?: string };
  const [asOf, setAsOf] = useState<string>();
  const { data: record, error, isPending, refetch } = useRecord(kind, id, asOf);
  if (isPending) return <PageSkeleton />;
  if (error !== null && record === undefined)
    return <ProblemView kind={kind} problem={problemOf(error)} page onRetry={() => void refetch()} />;
  return <RecordView {...props} kind={kind} key={id} record={record} asOf={asOf} onAsOf={setAsOf} />;
}

type RecordViewProps = RecordPageProps & {
  readonly record: SentRecord;
  readonly asOf: string | undefined;
  readonly onAsOf: (instant: string | undefined) => void;
};

function RecordView({
  kind,
  record,
  asOf,
  onAsOf,
  firsts,
  actions,
  middle,
  side,
  tabs = [],
  useHappenings = noHappenings,
}: RecordViewProps) {
  const say = useWords(recordWords);
  const local = useLocal();
  const reader = useReader();
  const session = useSession();
  const { kinds } = useParts();
  const fields = useVisibleFields(kind);
  const happenings = useHappenings(record);
  const title = titleOf(kind, record, reader);
  useTitle(title);
  const canEdit = asOf === undefined && mayDo(session, kind.kind, 'update');
  const headline = (kind.headline ?? [])
    .map((name) => fieldOf(kind, name))
    .filter((field): field is FieldDefinition => field !== undefined && fields.includes(field));
  const related = (kind.related ?? []).flatMap(({ kind: name, by }) => {
    const other = kinds.find((one) => one.kind === name);
    return other === undefined || !mayDo(session, name, 'read') ? [] : [{ other, by }];
  });
  return (
    <article className={styles.page}>
      <AsOfNote asOf={asOf} onAsOf={onAsOf} />
      <header className={styles.head}>
        <div className={styles.titleLine}>
          <span className={styles.kind}>
            <Icon name={iconNamed(kind.icon)} size={14} />
            {local(kind.label)}
          </span>
          <h1>{title}</h1>
          <span style={{ flex: 1 }} />
          {asOf === undefined ? actions?.(record) : null}
          <RecordActions kind={kind} record={record} onAsOf={onAsOf} />
        </div>
        <dl className={styles.firsts}>
          {headline.map((field) => (
            <div key={field.name}>
              <dt>{local(field.label)}</dt>
              <dd>
                {record[field.name] === null || record[field.name] === undefined ? (
                  '–'
                ) : (
                  <FieldValue field={field} record={record} />
                )}
              </dd>
            </div>
          ))}
          {firsts?.(record)}
        </dl>
      </header>
      <div className={styles.columns}>
        <div className={styles.middle}>
          {middle?.(record)}
          <Tabs defaultValue="timeline" keepMounted={false}>
            <Tabs.List className={styles.tabs}>
              <Tabs.Tab value="timeline">{say('timeline')}</Tabs.Tab>
              {tabs.map((tab) => (
                <Tabs.Tab key={tab.id} value={tab.id}>
                  {tab.label}
                </Tabs.Tab>
              ))}
              {related.map(({ other }) => (
                <Tabs.Tab key={other.kind} value={other.kind}>
                  {local(other.plural)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="timeline">
              <HistoryTimeline kind={kind} id={record.id} others={happenings} />
            </Tabs.Panel>
            {tabs.map((tab) => (
              <Tabs.Panel key={tab.id} value={tab.id}>
                {tab.show(record)}
              </Tabs.Panel>
            ))}
            {related.map(({ other, by }) => (
              <Tabs.Panel key={other.kind} value={other.kind}>
                <RelatedRecords kind={other} by={by} id={record.id} />
              </Tabs.Panel>
            ))}
          </Tabs>
        </div>
        <aside className={styles.side} aria-label={say('facts')}>
          {side?.(record)}
          <h2>{say('facts')}</h2>
          <FactPanel kind={kind} record={record} fields={fields} canEdit={canEdit} />
        </aside>
      </div>
    </article>
  );
}

function noHappenings(): readonly TimelineItem[] {
  return [];
}
