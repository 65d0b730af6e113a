import { Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Trace } from '#kernel/trace.ts';
import { formatNumber } from '#web/format/number.ts';
import { chartWords } from '#web/i18n/chart-words.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import styles from './Why.module.css';

interface WhyProps {
  readonly trace: Trace;
  /** What is explained: a number, a recommendation. “Why?” when absent. */
  readonly children?: ReactNode;
}

/** A number or advice that can be asked why: step by step, with what went in and what came out. */
export function Why({ trace, children }: WhyProps) {
  const say = useWords(chartWords);
  return (
    <Popover position="bottom-start" width={420} trapFocus>
      <Popover.Target>
        <button type="button" className={styles.button}>
          {children ?? say('why')}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <h3>{say('howComputed')}</h3>
        <TraceSteps trace={trace} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** The steps of a trace as a list, for places that show them open. */
export function TraceSteps({ trace }: { readonly trace: Trace }) {
  const say = useWords(chartWords);
  return (
    <ol className={styles.steps}>
      {trace.map(({ step, inputs, output, source }, at) => (
        <li key={`${at}`}>
          {step}
          {inputs === undefined && output === undefined ? null : (
            <dl>
              {Object.entries(inputs ?? {}).map(([name, value]) => (
                <TraceFact key={name} name={name} value={value} />
              ))}
              {output === undefined ? null : <TraceFact name="=" value={output} />}
            </dl>
          )}
          {source === undefined ? null : (
            <div className={styles.source}>
              {say('source')}: {source}
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}

function TraceFact({ name, value }: { readonly name: string; readonly value: unknown }) {
  const { language } = useLanguage();
  const text =
    typeof value === 'number'
      ? formatNumber(value, language, { decimals: Math.abs(value) < 1 ? 4 : 2 })
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
  return (
    <>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </>
  );
}
