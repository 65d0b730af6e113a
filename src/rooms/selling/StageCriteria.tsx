import type { ReactNode } from 'react';
import { fieldOf } from '#kernel/record-kind.ts';
import type { SentRecord } from '#web/api/records-api.ts';
import { Tone } from '#web/components/Tone.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useWholeKind } from '#web/shell/app-context.ts';
import { dealWords } from './deal-words.ts';
import { opportunityKind } from './opportunities/contract.ts';
import { useStages } from './use-stages.ts';

/** What the deal's stage asks for: its criteria, and which required fields are filled. */
export function StageCriteria({ record }: { readonly record: SentRecord }) {
  const say = useWords(dealWords);
  const local = useLocal();
  const kind = useWholeKind(opportunityKind);
  const stage = useStages().find(({ id }) => id === record.stageId);
  const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
  const entry = text(stage?.criteria);
  const exit = text(stage?.exitCriteria);
  const required = Array.isArray(stage?.requiredFields) ? stage.requiredFields.map(String) : [];
  if (entry === undefined && exit === undefined && required.length === 0) return null;
  return (
    <section style={{ marginBottom: 20 }}>
      <h2>{say('criteria')}</h2>
      {entry === undefined ? null : <Criterion title={say('entry')}>{entry}</Criterion>}
      {exit === undefined ? null : <Criterion title={say('exit')}>{exit}</Criterion>}
      {required.length === 0 ? null : (
        <Criterion title={say('required')}>
          {required.map((name) => {
            const field = fieldOf(kind, name);
            const isFilled = record[name] !== null && record[name] !== undefined && record[name] !== '';
            return (
              <span key={name} style={{ marginRight: 8 }}>
                {field === undefined ? name : local(field.label)}{' '}
                {isFilled ? '✓' : <Tone tone="warning">{say('missing')}</Tone>}
              </span>
            );
          })}
        </Criterion>
      )}
    </section>
  );
}

function Criterion({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <p style={{ margin: '0 0 8px', whiteSpace: 'pre-wrap' }}>
      <small style={{ color: 'var(--qd-muted)', display: 'block' }}>{title}</small>
      {children}
    </p>
  );
}
