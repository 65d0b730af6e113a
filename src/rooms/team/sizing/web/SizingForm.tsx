import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { formatNumber } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import type { SizingFacts } from '../contract.ts';
import styles from './Sizing.module.css';
import { type SizingInputs, knownMargin, usualElasticity } from './size-of-force.ts';
import { sizingWords } from './sizing-words.ts';

interface SizingFormProps {
  readonly facts: SizingFacts;
  readonly costToday: number;
  readonly onChange: (change: Partial<SizingInputs>) => void;
}

const parsed = (value: string | number): number | undefined =>
  value === '' || Number.isNaN(Number(value)) ? undefined : Number(value);

/** Cost, margin and elasticity; an empty field takes what stands in it in grey. What is half typed ("0.") stays as it is. */
export function SizingForm({ facts, costToday, onChange }: SizingFormProps) {
  const say = useWords(sizingWords);
  const { language } = useLanguage();
  const [typed, setTyped] = useState<Record<keyof SizingInputs, string | number>>({
    cost: '',
    margin: '',
    elasticity: usualElasticity,
  });
  const margin = knownMargin(facts.segments);
  const enter = (name: keyof SizingInputs, value: string | number, change: Partial<SizingInputs>): void => {
    setTyped({ ...typed, [name]: value });
    onChange(change);
  };
  return (
    <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
      <NumberInput
        label={say('cost', { currency: facts.currency })}
        description={say('costNote')}
        placeholder={costToday > 0 ? formatNumber(costToday, language, { decimals: 0 }) : undefined}
        value={typed.cost}
        min={0}
        step={10_000}
        thousandSeparator=","
        onChange={(value) => enter('cost', value, { cost: parsed(value) })}
      />
      <NumberInput
        label={say('margin')}
        description={say('marginNote')}
        placeholder={margin === undefined ? undefined : formatNumber(margin * 100, language, { decimals: 1 })}
        value={typed.margin}
        min={0}
        max={100}
        onChange={(value) => {
          const percent = parsed(value);
          enter('margin', value, { margin: percent === undefined ? undefined : percent / 100 });
        }}
      />
      <NumberInput
        label={say('elasticity')}
        description={say('elasticityNote')}
        placeholder={formatNumber(usualElasticity, language)}
        value={typed.elasticity}
        min={0.05}
        max={0.95}
        step={0.05}
        onChange={(value) => enter('elasticity', value, { elasticity: parsed(value) ?? usualElasticity })}
      />
    </form>
  );
}
