import { NativeSelect } from '@mantine/core';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { overChoices } from './field-spec.ts';
import { formWords } from './form-words.ts';
import { Grid } from './Grid.tsx';
import { type Fields, isFields, isScalarValue, textAt, valueAt, withName } from './plan-data.ts';
import { usePlanForm, useProblemAt } from './plan-form-context.ts';
import { TypedInput } from './TypedInput.tsx';

/** The goal of each measure: how much, for which span, how joiners ramp up, how the year is spread. */
export function QuotasPart() {
  const say = useWords(formWords);
  const local = useLocal();
  const { data, set } = usePlanForm();
  const found = valueAt(data, ['quotas']);
  const quotas: Fields = isFields(found) ? found : {};
  const names = Object.keys(quotas);
  const measures = valueAt(data, ['measures']);
  const known = ['amount', ...(isFields(measures) ? Object.keys(measures) : [])];
  const write = (name: string, part: object): void => {
    const now = quotas[name];
    const whole: Fields = { ...(isFields(now) ? now : { amount: textAt(now, []) }), ...part };
    set(
      ['quotas', name],
      Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined && value !== '')),
    );
  };
  return (
    <Grid
      label={say('quotas')}
      columns={[say('measure'), say('amount'), say('per'), say('ramp'), say('season')]}
      rows={names.map((name) => [
        <NativeSelect
          key="measure"
          size="xs"
          aria-label={`${name}: ${say('measure')}`}
          value={name}
          onChange={(event) => set(['quotas'], withName(quotas, name, event.currentTarget.value))}
          data={[...new Set([name, ...known.filter((one) => !names.includes(one))])]}
        />,
        <AmountCell
          key="amount"
          name={name}
          value={isFields(quotas[name]) ? textAt(quotas[name], ['amount']) : textAt(quotas, [name])}
          onText={(amount) => write(name, { amount })}
        />,
        <NativeSelect
          key="per"
          size="xs"
          aria-label={`${name}: ${say('per')}`}
          value={textAt(quotas[name], ['per']) || 'period'}
          onChange={(event) =>
            write(name, { per: event.currentTarget.value === 'period' ? undefined : event.currentTarget.value })
          }
          data={[
            { value: 'period', label: say('payPeriod') },
            ...overChoices.map(({ value, label }) => ({ value, label: local(label) })),
          ]}
        />,
        <ShareList
          key="ramp"
          name={`${name}: ${say('ramp')}`}
          hint={say('rampHint')}
          found={valueAt(quotas[name], ['ramp'])}
          onList={(ramp) => write(name, { ramp })}
        />,
        <ShareList
          key="months"
          name={`${name}: ${say('season')}`}
          hint={say('seasonHint')}
          found={valueAt(quotas[name], ['months'])}
          onList={(months) => write(name, { months })}
        />,
      ])}
      onAdd={() => set(['quotas', known.find((one) => !names.includes(one)) ?? 'measure'], { amount: 'payee.quota' })}
      onRemove={(at) => set(['quotas', names[at]], undefined)}
    />
  );
}

function AmountCell({
  name,
  value,
  onText,
}: {
  readonly name: string;
  readonly value: string;
  readonly onText: (text: string) => void;
}) {
  const say = useWords(formWords);
  const problem = useProblemAt(['quotas', name], true);
  return (
    <TypedInput
      aria-label={`${name}: ${say('amount')}`}
      data-pointer={`/quotas/${name}`}
      error={problem !== undefined}
      title={problem}
      value={value}
      onText={onText}
    />
  );
}

interface ShareListProps {
  readonly name: string;
  readonly hint: string;
  readonly found: unknown;
  readonly onList: (list: readonly string[] | undefined) => void;
}

function ShareList({ name, hint, found, onList }: ShareListProps) {
  const list = Array.isArray(found) ? found.filter(isScalarValue).map(String) : [];
  return (
    <TypedInput
      aria-label={name}
      placeholder={hint}
      title={hint}
      value={list.join(', ')}
      onText={(text) => {
        const parts = text
          .split(/[,，]/)
          .map((part) => part.trim())
          .filter((part) => part !== '');
        onList(parts.length === 0 ? undefined : parts);
      }}
    />
  );
}
