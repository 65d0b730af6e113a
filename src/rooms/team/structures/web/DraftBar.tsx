import { Button, Drawer, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProblemDocument } from '#web/api/problem.ts';
import { newIdempotencyKey, request } from '#web/api/request.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { Section } from '#web/components/Section.tsx';
import sheet from '#web/components/Sheet.module.css';
import { toast } from '#web/components/toasts.ts';
import { formatDate } from '#web/format/date.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { settingsWords } from '#web/i18n/settings-words.ts';
import type { ChartMove, Comparison } from '../chart-contract.ts';
import { chartWords } from './chart-words.ts';
import { chartPath } from './OrgChartPage.tsx';
import styles from './UnitTree.module.css';

interface DraftBarProps {
  readonly structureId: string;
  readonly moves: readonly ChartMove[];
  readonly from: string;
  readonly onMoves: (moves: readonly ChartMove[]) => void;
  readonly onApplied: () => void;
}

/** The draft at the foot of the chart: undone move by move, compared, applied from a day on. */
export function DraftBar({ structureId, moves, from, onMoves, onApplied }: DraftBarProps) {
  const say = useWords(chartWords);
  const settings = useWords(settingsWords);
  const { language } = useLanguage();
  const client = useQueryClient();
  const [effectiveOn, setEffectiveOn] = useState(from);
  const [comparison, setComparison] = useState<Comparison>();
  const [problem, setProblem] = useState<ProblemDocument>();
  const [busy, setBusy] = useState(false);
  const send = async (verb: 'comparisons' | 'applications'): Promise<Comparison | undefined> => {
    setBusy(true);
    const answer = await request<Comparison>('POST', `${chartPath}/${verb}`, {
      body: { structureId, effectiveOn, moves },
      ...(verb === 'applications' ? { idempotencyKey: newIdempotencyKey() } : {}),
    });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    return answer.ok ? answer.value : undefined;
  };
  const apply = async (): Promise<void> => {
    if ((await send('applications')) === undefined) return;
    setComparison(undefined);
    toast(say('applied', { day: formatDate(effectiveOn, language) }), { tone: 'good' });
    void client.invalidateQueries({ queryKey: ['records'] });
    onApplied();
  };
  return (
    <div className={styles.bar} role="region" aria-label={say('draft', { count: moves.length })}>
      <b>{say('draft', { count: moves.length })}</b>
      <Button size="xs" variant="default" onClick={() => onMoves(moves.slice(0, -1))}>
        {say('undoLast')}
      </Button>
      <Button size="xs" variant="default" onClick={() => onMoves([])}>
        {say('discard')}
      </Button>
      <span style={{ flex: 1 }} />
      <TextInput
        size="xs"
        type="date"
        aria-label={say('effectiveOn')}
        value={effectiveOn}
        onChange={(event) => setEffectiveOn(event.currentTarget.value)}
      />
      <Button size="xs" loading={busy} onClick={() => void send('comparisons').then(setComparison)}>
        {say('compare')}
      </Button>
      {problem === undefined ? null : <ProblemView problem={problem} draftKept />}
      {comparison === undefined ? null : (
        <Drawer
          opened
          onClose={() => setComparison(undefined)}
          size={560}
          title={say('compare')}
          closeButtonProps={{ 'aria-label': settings('close') }}
        >
          <ComparisonView comparison={comparison} />
          <div className={sheet.buttons}>
            <Button loading={busy} onClick={() => void apply()}>
              {say('apply')} · {formatDate(effectiveOn, language)}
            </Button>
            <Button variant="default" onClick={() => setComparison(undefined)}>
              {settings('cancel')}
            </Button>
          </div>
        </Drawer>
      )}
    </div>
  );
}

function ComparisonView({ comparison }: { readonly comparison: Comparison }) {
  const say = useWords(chartWords);
  const { language } = useLanguage();
  const comma = language === 'en' ? ', ' : '、';
  const nobody = <p className={sheet.muted}>{say('nobody')}</p>;
  return (
    <>
      <Section title={say('moved')}>
        {comparison.moved.length === 0 ? nobody : null}
        <table className={sheet.sheet}>
          <tbody>
            {comparison.moved.map((one) => (
              <tr key={one.personId}>
                <td>
                  <b style={{ fontWeight: 500 }}>{one.name}</b>
                </td>
                <td>
                  {one.from || '–'} → {one.to || '–'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <Section title={say('sizes')}>
        {comparison.sizes.length === 0 ? nobody : null}
        <table className={sheet.sheet}>
          <tbody>
            {comparison.sizes.map((unit) => (
              <tr key={unit.unitId}>
                <td>{unit.name}</td>
                <td className={sheet.number}>
                  {unit.before} → {unit.after}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <Section title={say('sight')}>
        {comparison.sight.length === 0 ? nobody : null}
        {comparison.sight.map((one) => (
          <p key={one.personId} style={{ margin: '0 0 8px' }}>
            <b style={{ fontWeight: 500 }}>{one.name}</b> {one.before} → {one.after}
            {one.gains.length === 0 ? null : (
              <small className={sheet.muted} style={{ display: 'block' }}>
                {say('gains', { names: one.gains.join(comma) })}
              </small>
            )}
            {one.loses.length === 0 ? null : (
              <small className={sheet.muted} style={{ display: 'block' }}>
                {say('loses', { names: one.loses.join(comma) })}
              </small>
            )}
          </p>
        ))}
      </Section>
    </>
  );
}
