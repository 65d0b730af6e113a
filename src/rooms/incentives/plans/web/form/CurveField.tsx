import { NativeSelect } from '@mantine/core';
import { useWords } from '#web/i18n/language-context.tsx';
import { Cell } from './Cell.tsx';
import { FieldLabel } from './FieldLabel.tsx';
import { formWords } from './form-words.ts';
import { Grid } from './Grid.tsx';
import { type Path, isFields, pointerOf, textAt, valueAt } from './plan-data.ts';
import { usePlanForm, useProblemAt } from './plan-form-context.ts';
import styles from './PlanForm.module.css';
import { paysOf, withPays } from './steps.ts';

const selects = [
  { key: 'between', label: 'between', first: 'linear', values: ['linear', 'step'], prefix: 'between' },
  { key: 'below', label: 'beforeFirst', first: 'zero', values: ['zero', 'first', 'line-from-zero'], prefix: 'before' },
  { key: 'above', label: 'afterLast', first: 'hold', values: ['hold', 'extend', 'zero'], prefix: 'after' },
] as const;

/** A payout curve through points. */
export function CurveField({ path, label }: { readonly path: Path; readonly label: string }) {
  const say = useWords(formWords);
  const { data, set } = usePlanForm();
  const problem = useProblemAt(path);
  const curve = valueAt(data, path);
  const found = valueAt(curve, ['points']);
  const points: readonly unknown[] = Array.isArray(found) ? found : [];
  const key = paysOf(points) === 'amount' ? 'amount' : 'payout';
  const at = [...path, 'points'];
  return (
    <div className={styles.part} data-pointer={pointerOf(path)}>
      <FieldLabel label={label} problem={problem} />
      <Grid
        label={label}
        columns={[
          say('at'),
          <NativeSelect
            key="pays"
            size="xs"
            aria-label={say('pays')}
            value={key}
            onChange={(event) => set(at, withPays(points, key, event.currentTarget.value as 'amount' | 'payout'))}
            data={(['payout', 'amount'] as const).map((value) => ({ value, label: say(`pays_${value}`) }))}
          />,
        ]}
        rows={points.map((_, index) => [
          <Cell key="at" path={[...at, index, 'at']} label={`${label}: ${say('at')} ${index + 1}`} />,
          <Cell key="pays" path={[...at, index, key]} label={`${label}: ${say(`pays_${key}`)} ${index + 1}`} />,
        ])}
        onAdd={() =>
          set(
            path,
            isFields(curve)
              ? { ...curve, points: [...points, { at: '150%', [key]: '200%' }] }
              : {
                  points: [
                    { at: '80%', payout: '50%' },
                    { at: '100%', payout: '100%' },
                  ],
                },
          )
        }
        onRemove={(index) =>
          set(
            points.length === 1 ? path : at,
            points.length === 1 ? undefined : points.filter((_, one) => one !== index),
          )
        }
      />
      {points.length === 0 ? null : (
        <div className={styles.pair}>
          {selects.map((one) => (
            <NativeSelect
              key={one.key}
              size="xs"
              label={say(one.label)}
              value={textAt(curve, [one.key]) || one.first}
              onChange={(event) =>
                set([...path, one.key], event.currentTarget.value === one.first ? undefined : event.currentTarget.value)
              }
              data={one.values.map((value) => ({ value, label: say(`${one.prefix}_${value}` as 'before_zero') }))}
            />
          ))}
        </div>
      )}
    </div>
  );
}
