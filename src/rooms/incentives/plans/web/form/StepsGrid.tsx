import { NativeSelect } from '@mantine/core';
import { useWords } from '#web/i18n/language-context.tsx';
import { Cell } from './Cell.tsx';
import { formWords } from './form-words.ts';
import { Grid } from './Grid.tsx';
import { type Path, valueAt } from './plan-data.ts';
import { usePlanForm } from './plan-form-context.ts';
import styles from './PlanForm.module.css';
import { type Pays, edgeOf, paysOf, withEdge, withPays, withStep } from './steps.ts';
import { TypedInput } from './TypedInput.tsx';

interface StepsGridProps {
  readonly path: Path;
  readonly label: string;
  readonly choices: readonly Pays[];
}

/** The steps of a table: from where, to where, and what they pay. */
export function StepsGrid({ path, label, choices }: StepsGridProps) {
  const say = useWords(formWords);
  const { data, set } = usePlanForm();
  const found = valueAt(data, path);
  const steps: readonly unknown[] = Array.isArray(found) ? found : [];
  const key = paysOf(steps);
  return (
    <Grid
      label={label}
      columns={[
        say('from'),
        say('to'),
        choices.length < 2 ? (
          say(`pays_${key}`)
        ) : (
          <NativeSelect
            key="pays"
            size="xs"
            aria-label={say('pays')}
            value={key}
            onChange={(event) => set(path, withPays(steps, key, event.currentTarget.value as Pays))}
            data={choices.map((value) => ({ value, label: say(`pays_${value}`) }))}
          />
        ),
      ]}
      rows={steps.map((step, index) => [
        <Edge
          key="from"
          path={[...path, index]}
          step={step}
          words={['from', 'above']}
          label={`${label}: ${say('from')} ${index + 1}`}
        />,
        <Edge
          key="to"
          path={[...path, index]}
          step={step}
          words={['upTo', 'below']}
          label={`${label}: ${say('to')} ${index + 1}`}
        />,
        <Cell key="pays" path={[...path, index, key]} label={`${label}: ${say(`pays_${key}`)} ${index + 1}`} />,
      ])}
      onAdd={() => set(path, withStep(steps, key))}
      onRemove={(at) => set(path, steps.length === 1 ? undefined : steps.filter((_, index) => index !== at))}
    />
  );
}

interface EdgeProps {
  readonly path: Path;
  readonly step: unknown;
  readonly words: readonly [string, string];
  readonly label: string;
}

/** Where a step begins or ends, and whether the edge itself lies in it. */
function Edge({ path, step, words, label }: EdgeProps) {
  const say = useWords(formWords);
  const { set } = usePlanForm();
  const { word, value } = edgeOf(step, words);
  return (
    <span className={styles.edge}>
      <NativeSelect
        wrapperProps={{ 'data-hidden': value === '' }}
        size="xs"
        aria-label={`${label} · ${say('edgeKind')}`}
        value={word}
        disabled={value === ''}
        onChange={(event) => set(path, withEdge(step, words, event.currentTarget.value, value))}
        data={words.map((one) => ({ value: one, label: say(`edge_${one}` as 'edge_from') }))}
      />
      <TypedInput aria-label={label} value={value} onText={(text) => set(path, withEdge(step, words, word, text))} />
    </span>
  );
}
