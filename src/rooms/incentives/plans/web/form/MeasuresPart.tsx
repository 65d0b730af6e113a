import { NativeSelect } from '@mantine/core';
import { useWords } from '#web/i18n/language-context.tsx';
import { FilterField } from './FilterField.tsx';
import { formWords } from './form-words.ts';
import { Grid } from './Grid.tsx';
import { LabelField } from './LabelField.tsx';
import { type Fields, isFields, textAt, valueAt, withName } from './plan-data.ts';
import { usePlanForm, useProblemAt } from './plan-form-context.ts';
import { TypedInput } from './TypedInput.tsx';

/** The measures of the plan: what of a deal counts, under a name of its own. */
export function MeasuresPart() {
  const say = useWords(formWords);
  const { data, set } = usePlanForm();
  const found = valueAt(data, ['measures']);
  const measures: Fields = isFields(found) ? found : {};
  const names = Object.keys(measures);
  const write = (name: string, part: object): void => {
    const now = measures[name];
    const whole: Fields = { ...(isFields(now) ? now : { of: textAt(now, []) }), ...part };
    const kept = Object.fromEntries(
      Object.entries(whole).filter(([key, value]) => value !== undefined && (key === 'of' || value !== '')),
    );
    set(['measures', name], Object.keys(kept).length === 1 ? kept.of : kept);
  };
  return (
    <Grid
      label={say('measures')}
      columns={[say('id'), say('counts'), say('where'), say('unit'), say('name')]}
      rows={names.map((name) => [
        <NameCell
          key="name"
          name={name}
          onName={(next) => (names.includes(next) ? undefined : set(['measures'], withName(measures, name, next)))}
        />,
        <TypedInput
          key="of"
          aria-label={`${name}: ${say('counts')}`}
          value={isFields(measures[name]) ? textAt(measures[name], ['of']) : textAt(measures, [name])}
          onText={(of) => write(name, { of })}
        />,
        isFields(measures[name]) ? (
          <FilterField key="where" path={['measures', name, 'where']} label={`${name}: ${say('where')}`} bare />
        ) : (
          <AddFilter key="where" onAdd={() => write(name, { where: { line: '' } })} />
        ),
        <NativeSelect
          key="unit"
          size="xs"
          aria-label={`${name}: ${say('unit')}`}
          value={textAt(measures[name], ['unit']) || 'money'}
          onChange={(event) =>
            write(name, { unit: event.currentTarget.value === 'money' ? undefined : event.currentTarget.value })
          }
          data={(['money', 'number'] as const).map((value) => ({ value, label: say(`unit_${value}`) }))}
        />,
        isFields(measures[name]) ? (
          <LabelField key="label" path={['measures', name, 'name']} label={`${name}: ${say('name')}`} bare />
        ) : null,
      ])}
      onAdd={() => set(['measures', freeName(names)], 'amount')}
      onRemove={(at) => set(['measures', names[at]], undefined)}
    />
  );
}

function AddFilter({ onAdd }: { readonly onAdd: () => void }) {
  const say = useWords(formWords);
  return (
    <Grid label={say('where')} columns={[]} rows={[]} onAdd={onAdd} onRemove={onAdd} addLabel={say('addCondition')} />
  );
}

function NameCell({ name, onName }: { readonly name: string; readonly onName: (next: string) => void }) {
  const say = useWords(formWords);
  const problem = useProblemAt(['measures', name]);
  return (
    <TypedInput
      aria-label={`${name}: ${say('id')}`}
      data-pointer={`/measures/${name}`}
      error={problem !== undefined}
      title={problem}
      value={name}
      onText={(next) => (next === '' ? undefined : onName(next))}
    />
  );
}

function freeName(names: readonly string[]): string {
  for (let number = names.length + 1; ; number++) if (!names.includes(`measure${number}`)) return `measure${number}`;
}
