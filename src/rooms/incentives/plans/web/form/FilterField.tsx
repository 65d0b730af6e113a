import { NativeSelect } from '@mantine/core';
import { useWords } from '#web/i18n/language-context.tsx';
import { type ConditionRow, type Operator, conditionRows, filterOfRows, operators } from './condition-rows.ts';
import { formWords } from './form-words.ts';
import { FieldLabel } from './FieldLabel.tsx';
import { Grid } from './Grid.tsx';
import { OnlyText } from './OnlyText.tsx';
import { type Path, pointerOf, valueAt } from './plan-data.ts';
import { usePlanForm, useProblemAt } from './plan-form-context.ts';
import { TypedInput } from './TypedInput.tsx';

/** Which rows or people count: conditions that all must hold. */
export function FilterField({
  path,
  label,
  bare,
}: {
  readonly path: Path;
  readonly label: string;
  readonly bare?: boolean;
}) {
  const say = useWords(formWords);
  const { data, set } = usePlanForm();
  const problem = useProblemAt(path, true);
  const rows = conditionRows(valueAt(data, path));
  const change = (at: number, part: Partial<ConditionRow>): void =>
    set(path, filterOfRows((rows ?? []).map((row, index) => (index === at ? { ...row, ...part } : row))));
  const name = (at: number, column: string): void => {
    if (column !== '' && rows?.every((row, index) => index === at || row.column !== column)) change(at, { column });
  };
  const add = (): void => {
    const used = new Set(rows?.map(({ column }) => column));
    const [first] = (
      path.at(-1) === 'where' ? ['line', 'event', 'product', 'region'] : ['role', 'team', 'region']
    ).filter((one) => !used.has(one));
    set(
      path,
      filterOfRows([...(rows ?? []), { column: first ?? `column${used.size + 1}`, operator: 'is', value: '' }]),
    );
  };
  return (
    <div data-pointer={pointerOf(path)}>
      {bare === true ? null : <FieldLabel label={label} problem={problem} />}
      {rows === undefined ? (
        <OnlyText />
      ) : (
        <Grid
          label={label}
          columns={[say('column'), say('condition'), say('value')]}
          rows={rows.map((row, index) => [
            <TypedInput
              key="column"
              aria-label={`${label}: ${say('column')} ${index + 1}`}
              value={row.column}
              onText={(column) => name(index, column)}
            />,
            <NativeSelect
              key="operator"
              size="xs"
              aria-label={`${label}: ${say('condition')} ${index + 1}`}
              value={row.operator}
              onChange={(event) => change(index, { operator: event.currentTarget.value as Operator })}
              data={operators.map((value) => ({ value, label: say(value) }))}
            />,
            <TypedInput
              key="value"
              aria-label={`${label}: ${say('value')} ${index + 1}`}
              placeholder={row.operator === 'is' || row.operator === 'not' ? say('anyOf') : undefined}
              value={row.value}
              onText={(value) => change(index, { value })}
            />,
          ])}
          onAdd={add}
          onRemove={(at) => set(path, filterOfRows(rows.filter((_, index) => index !== at)))}
          addLabel={say('addCondition')}
        />
      )}
    </div>
  );
}
