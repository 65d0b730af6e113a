import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { eventChoices } from './field-spec.ts';
import { formWords } from './form-words.ts';
import { Grid } from './Grid.tsx';
import { NativeSelect } from '@mantine/core';
import { isFields, isScalarValue, textAt, valueAt } from './plan-data.ts';
import { usePlanForm, useProblemAt } from './plan-form-context.ts';
import styles from './PlanForm.module.css';
import { TypedInput } from './TypedInput.tsx';

interface Earning {
  readonly event: string;
  readonly share: string;
}

/** Which events of a deal earn, and how much of it. */
export function RecognitionPart() {
  const say = useWords(formWords);
  const local = useLocal();
  const { data, set } = usePlanForm();
  const problem = useProblemAt(['recognition'], true);
  const found = valueAt(data, ['recognition']);
  const rows: readonly Earning[] = isScalarValue(found)
    ? [{ event: String(found), share: '100%' }]
    : Array.isArray(found)
      ? found.filter(isFields).map((one) => ({ event: textAt(one, ['event']), share: textAt(one, ['share']) }))
      : [];
  const write = (next: readonly Earning[]): void => {
    if (next.length === 0) set(['recognition'], undefined);
    else set(['recognition'], next.length === 1 && next[0].share === '100%' ? next[0].event : next);
  };
  const change = (at: number, part: Partial<Earning>): void =>
    write(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  const free = eventChoices.find(({ value }) => rows.every(({ event }) => event !== value));
  return (
    <div data-pointer="/recognition">
      {problem === undefined ? null : <p className={styles.problem}>{problem}</p>}
      <Grid
        label={say('recognition')}
        columns={[say('event'), say('share')]}
        rows={rows.map(({ event, share }, index) => [
          <NativeSelect
            key="event"
            size="xs"
            aria-label={`${say('event')} ${index + 1}`}
            value={event}
            onChange={(change_) => change(index, { event: change_.currentTarget.value })}
            data={[
              ...eventChoices.map(({ value, label }) => ({ value, label: local(label) })),
              ...(eventChoices.some(({ value }) => value === event) ? [] : [{ value: event, label: event }]),
            ]}
          />,
          <TypedInput
            key="share"
            aria-label={`${say('share')} ${index + 1}`}
            value={share}
            onText={(text) => (text === '' ? undefined : change(index, { share: text }))}
          />,
        ])}
        onAdd={() => write([...rows, { event: free?.value ?? 'booking', share: rows.length === 0 ? '100%' : '50%' }])}
        onRemove={(at) => write(rows.filter((_, index) => index !== at))}
      />
    </div>
  );
}
