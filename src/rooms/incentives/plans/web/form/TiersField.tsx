import { NativeSelect } from '@mantine/core';
import { useWords } from '#web/i18n/language-context.tsx';
import { FieldLabel } from './FieldLabel.tsx';
import { formWords } from './form-words.ts';
import { type Path, isFields, pointerOf, textAt, valueAt } from './plan-data.ts';
import { usePlanForm, useProblemAt } from './plan-form-context.ts';
import { Cell } from './Cell.tsx';
import styles from './PlanForm.module.css';
import type { Pays } from './steps.ts';
import { StepsGrid } from './StepsGrid.tsx';

const methods = ['none', 'marginal', 'whole'] as const;
const choices: Readonly<Record<string, readonly Pays[]>> = {
  bonus: ['amount', 'payout'],
  pool: ['rate', 'amount'],
};

/** The rate table of a component: what it is read by, how steps pay, and the steps. */
export function TiersField({
  path,
  label,
  kind,
}: {
  readonly path: Path;
  readonly label: string;
  readonly kind: string;
}) {
  const say = useWords(formWords);
  const { data, set } = usePlanForm();
  const tiers = valueAt(data, path);
  const problem = useProblemAt(path);
  const method = isFields(tiers) ? textAt(tiers, ['method']) || 'marginal' : 'none';
  const allowed = choices[kind] ?? ['rate', 'multiply', 'amount'];
  const choose = (next: string): void => {
    if (next === 'none') set(path, undefined);
    else if (isFields(tiers)) set([...path, 'method'], next);
    else {
      const steps = [{ below: '100%', [allowed[0]]: '5%' }, { [allowed[0]]: '8%' }];
      set(path, { by: 'attainment', method: next, steps });
    }
  };
  return (
    <div className={styles.part} data-pointer={pointerOf(path)}>
      <FieldLabel label={label} problem={problem} />
      <div className={styles.pair}>
        <NativeSelect
          size="xs"
          label={say('method')}
          value={method}
          onChange={(event) => choose(event.currentTarget.value)}
          data={methods.map((value) => ({ value, label: say(`method_${value}`) }))}
        />
        {method === 'none' ? null : (
          <div className={styles.field}>
            <FieldLabel label={say('tierBy')} hint={say('tierByHint')} />
            <Cell path={[...path, 'by']} label={say('tierBy')} placeholder="total" />
          </div>
        )}
      </div>
      {method === 'none' ? null : <StepsGrid path={[...path, 'steps']} label={label} choices={allowed} />}
    </div>
  );
}
