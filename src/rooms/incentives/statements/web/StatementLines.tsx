import { Button } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { formatDate } from '#web/format/date.ts';
import { useLanguage, useLocal, useWords } from '#web/i18n/language-context.tsx';
import { recordPath, useKind } from '#web/shell/app-context.ts';
import { PayMoney } from '../../PayMoney.tsx';
import { ReasonForm } from '../../ReasonForm.tsx';
import { usePayStep } from '../../pay-api.ts';
import styles from './Statement.module.css';
import type { StatementLine, StatementView } from './statement-types.ts';
import { statementWords } from './statement-words.ts';

/** The lines by component, each with its deal and amount; a line opens to clause, arithmetic and reason. */
export function StatementLines({ statement }: { readonly statement: StatementView }) {
  const say = useWords(statementWords);
  const local = useLocal();
  const components = [...new Set(statement.lines.map(({ component }) => component))];
  if (statement.lines.length === 0)
    return (
      <EmptyState icon="wallet" title={say('noLinesTitle')}>
        {say('noLinesBody')}
      </EmptyState>
    );
  return (
    <div className={styles.lines}>
      {components.map((component) => {
        const lines = statement.lines.filter((line) => line.component === component);
        const sum = statement.byComponent.find((one) => one.component === component);
        return (
          <section key={component} aria-label={local(lines[0].componentName)}>
            <h3>
              <span>{local(lines[0].componentName)}</span>
              {sum === undefined ? null : <PayMoney amount={sum.amount} currency={statement.currency} />}
            </h3>
            <ul>
              {lines.map((line) => (
                <Line key={line.index} line={line} statement={statement} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Line({ line, statement }: { readonly line: StatementLine; readonly statement: StatementView }) {
  const say = useWords(statementWords);
  const local = useLocal();
  const { language } = useLanguage();
  const [open, setOpen] = useState(false);
  return (
    <li>
      <button type="button" className={styles.line} aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={14} data-open={open} aria-hidden />
        <span className={styles.what}>
          {line.deal?.label ?? line.from?.name ?? (line.note === null ? say(`kind_${line.kind}`) : local(line.note))}
          {line.kind === 'earning' ? null : <i>{say(`kind_${line.kind}`)}</i>}
        </span>
        <span className={styles.when}>{line.date === null ? '' : formatDate(line.date, language)}</span>
        <PayMoney amount={line.amount} currency={statement.currency} />
      </button>
      {open ? <Working line={line} statement={statement} /> : null}
    </li>
  );
}

function Working({ line, statement }: { readonly line: StatementLine; readonly statement: StatementView }) {
  const say = useWords(statementWords);
  const local = useLocal();
  return (
    <div className={styles.working}>
      <dl>
        {line.deal === null ? null : (
          <>
            <dt>{say('deal')}</dt>
            <dd>
              <DealLink deal={line.deal} />
            </dd>
          </>
        )}
        {line.from === null ? null : (
          <>
            <dt>{say('from')}</dt>
            <dd>{line.from.name}</dd>
          </>
        )}
        {line.because === null ? null : (
          <>
            <dt>{say('because')}</dt>
            <dd>{local(line.because)}</dd>
          </>
        )}
        <dt>{say('clause')}</dt>
        <dd>
          {line.clauseText === null ? null : `${local(line.clauseText)} `}
          <code>{line.clause}</code>
        </dd>
        <dt>{say('arithmetic')}</dt>
        <dd>
          <b>{local(line.arithmetic)}</b>{' '}
          <span data-ok={line.replays}>{say(line.replays ? 'replays' : 'differs')}</span>
          {line.note === null ? null : <div>{local(line.note)}</div>}
        </dd>
      </dl>
      <Doubt line={line} statement={statement} />
    </div>
  );
}

function DealLink({ deal }: { readonly deal: NonNullable<StatementLine['deal']> }) {
  const kind = useKind(deal.kind);
  return kind === undefined || deal.id === null ? deal.label : <Link to={recordPath(kind, deal.id)}>{deal.label}</Link>;
}

function Doubt({ line, statement }: { readonly line: StatementLine; readonly statement: StatementView }) {
  const say = useWords(statementWords);
  const step = usePayStep();
  const [state, setState] = useState<'closed' | 'open' | 'sent'>('closed');
  if (!statement.may.dispute) return null;
  if (state === 'sent') return <p role="status">{say('disputeSent')}</p>;
  if (state === 'closed')
    return (
      <Button size="xs" variant="default" onClick={() => setState('open')} data-print="none">
        {say('dispute')}
      </Button>
    );
  return (
    <>
      {step.error === null ? null : <ProblemView problem={problemOf(step.error)} draftKept />}
      <ReasonForm
        label={say('disputeWhat')}
        busy={step.isPending}
        onCancel={() => setState('closed')}
        onSend={(text) =>
          step.mutate(
            { path: '/disputes', body: { statementId: statement.id, lineIndex: line.index, text } },
            { onSuccess: () => setState('sent') },
          )
        }
      />
    </>
  );
}
