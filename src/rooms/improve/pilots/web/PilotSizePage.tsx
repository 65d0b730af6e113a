import { NumberInput, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { Chart } from '#web/charts/Chart.tsx';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Page } from '#web/components/Page.tsx';
import { Section } from '#web/components/Section.tsx';
import { formatNumber } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import styles from './PilotSizePage.module.css';
import { type PilotSize, type PilotSizeForm, pilotSize } from './pilot-size.ts';
import { pilotWords } from './pilot-words.ts';

const start: PilotSizeForm = {
  measure: 'share',
  today: 20,
  hoped: 24,
  effect: 1,
  spread: 2,
  power: 80,
  alarm: 5,
  arms: 2,
  groupSize: 1,
  alike: 0.05,
  perDay: 20,
};

type NumberField = Exclude<keyof PilotSizeForm, 'measure'>;

/** How many units a pilot needs, worked out while one types, by the engine in the browser. */
export function PilotSizePage() {
  const say = useWords(pilotWords);
  const [form, setForm] = useState(start);
  const size = pilotSize(form);
  const input = (name: NumberField, limits: { min?: number; max?: number; step?: number; note?: string } = {}) => (
    <NumberInput
      label={say(name)}
      description={limits.note}
      value={form[name]}
      min={limits.min}
      max={limits.max}
      step={limits.step ?? 1}
      onChange={(value) => setForm({ ...form, [name]: typeof value === 'number' ? value : Number.NaN })}
    />
  );
  return (
    <Page title={say('title')} note={say('note')}>
      <div className={styles.split}>
        <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
          <SegmentedControl
            aria-label={say('measure')}
            value={form.measure}
            onChange={(value) => setForm({ ...form, measure: value as PilotSizeForm['measure'] })}
            data={[
              { value: 'share', label: say('share') },
              { value: 'mean', label: say('mean') },
            ]}
          />
          {form.measure === 'share' ? (
            <>
              {input('today', { min: 0, max: 100 })}
              {input('hoped', { min: 0, max: 100 })}
            </>
          ) : (
            <>
              {input('effect')}
              {input('spread', { min: 0 })}
            </>
          )}
          {input('power', { min: 10, max: 99, step: 5 })}
          {input('alarm', { min: 0.1, max: 50 })}
          {input('arms', { min: 2, max: 20 })}
          {input('groupSize', { min: 1, note: say('groupSizeNote') })}
          {form.groupSize > 1 ? input('alike', { min: 0, max: 1, step: 0.05 }) : null}
          {input('perDay', { min: 0 })}
        </form>
        <div className={styles.answer} aria-live="polite">
          {size === undefined ? (
            <EmptyState icon="chart-dots" title={say('incomplete')}>
              {say('incompleteBody')}
            </EmptyState>
          ) : (
            <Answer size={size} />
          )}
        </div>
      </div>
    </Page>
  );
}

function Answer({ size }: { readonly size: PilotSize }) {
  const say = useWords(pilotWords);
  const { language } = useLanguage();
  const number = (value: number): string => formatNumber(value, language);
  const facts = [
    [say('perArm'), number(size.perArm)],
    [say('total'), number(size.total)],
    ...(size.groups === undefined ? [] : [[say('groups'), number(size.groups)]]),
    ...(size.weeks === undefined ? [] : [[say('duration'), number(size.weeks)]]),
  ];
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Chart
        height={300}
        spec={{
          kind: 'line',
          title: say('curve'),
          subtitle: say('curveNote'),
          x: size.curve.map(({ n }) => n),
          series: [{ name: say('chance'), values: size.curve.map(({ chance }) => chance) }],
          marks: [{ x: size.perArm, label: `${say('planned')} ${number(size.perArm)}` }],
          xAxis: { name: say('perArm'), unit: 'number' },
          value: { unit: 'percent' },
        }}
      />
      <Section title={say('sealedTitle')} note={say('sealedBody')}>
        {null}
      </Section>
    </>
  );
}
