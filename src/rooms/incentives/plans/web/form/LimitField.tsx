import { NativeSelect } from '@mantine/core';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { FieldLabel } from './FieldLabel.tsx';
import { overChoices } from './field-spec.ts';
import { formWords } from './form-words.ts';
import { type Path, isFields, pointerOf, textAt, valueAt } from './plan-data.ts';
import { usePlanForm, useProblemAt } from './plan-form-context.ts';
import styles from './PlanForm.module.css';
import { TypedInput } from './TypedInput.tsx';

/** A cap or a floor: an amount for each pay period, for a longer span, or for each deal. */
export function LimitField({
  path,
  label,
  perCredit,
}: {
  readonly path: Path;
  readonly label: string;
  readonly perCredit: boolean;
}) {
  const say = useWords(formWords);
  const local = useLocal();
  const { data, set } = usePlanForm();
  const problem = useProblemAt(path, true);
  const limit = valueAt(data, path);
  const amount = isFields(limit) ? textAt(limit, ['amount']) : textAt(data, path);
  const over = isFields(limit) ? (limit.perCredit === true ? 'credit' : textAt(limit, ['over'])) : '';
  const write = (nextAmount: string, nextOver: string): void => {
    if (nextAmount === '') set(path, undefined);
    else if (nextOver === '') set(path, nextAmount);
    else if (nextOver === 'credit') set(path, { amount: nextAmount, perCredit: true });
    else set(path, { amount: nextAmount, over: nextOver });
  };
  return (
    <div className={styles.field} data-pointer={pointerOf(path)}>
      <FieldLabel label={label} problem={problem} />
      <span className={styles.edge}>
        <TypedInput aria-label={label} value={amount} onText={(text) => write(text, over)} />
        <NativeSelect
          size="xs"
          aria-label={`${label}: ${say('limitOver')}`}
          value={over}
          disabled={amount === ''}
          onChange={(event) => write(amount, event.currentTarget.value)}
          data={[
            { value: '', label: `/ ${say('payPeriod')}` },
            ...(perCredit ? [{ value: 'credit', label: `/ ${say('limit_credit')}` }] : []),
            ...overChoices.map((choice) => ({ value: choice.value, label: `/ ${local(choice.label)}` })),
          ]}
        />
      </span>
    </div>
  );
}
