import { NativeSelect } from '@mantine/core';
import { useWords } from '#web/i18n/language-context.tsx';
import { Cell } from './Cell.tsx';
import { FieldLabel } from './FieldLabel.tsx';
import { formWords } from './form-words.ts';
import { Grid } from './Grid.tsx';
import { OnlyText } from './OnlyText.tsx';
import { type Fields, type Path, isFields, isScalarValue, pointerOf, valueAt, withName } from './plan-data.ts';
import { usePlanForm, useProblemAt } from './plan-form-context.ts';
import styles from './PlanForm.module.css';
import { StepsGrid } from './StepsGrid.tsx';
import { TypedInput } from './TypedInput.tsx';

const kinds = ['none', 'single', 'map', 'steps'] as const;
type Kind = (typeof kinds)[number];

interface RateFieldProps {
  readonly path: Path;
  readonly label: string;
  readonly hint?: string;
  /** What steps of a table pay: a rate, or a multiplier. */
  readonly pays: 'rate' | 'multiply';
}

/** One rate for everything, a table by the values of a field, or a table by steps of a number. */
export function RateField({ path, label, hint, pays }: RateFieldProps) {
  const say = useWords(formWords);
  const { data, set } = usePlanForm();
  const problem = useProblemAt(path);
  const rate = valueAt(data, path);
  const kind = kindOf(rate);
  const first = pays === 'rate' ? '5%' : '1';
  const choose = (next: Kind): void => {
    const by = isFields(rate) ? rate.by : 'product';
    if (next === 'none') set(path, undefined);
    else if (next === 'single') set(path, first);
    else if (next === 'map') set(path, { by, map: { A: first }, otherwise: first });
    else set(path, { by, steps: [{ below: '100000', [pays]: first }, { [pays]: first }] });
  };
  return (
    <div className={styles.part} data-pointer={pointerOf(path)}>
      <FieldLabel label={label} hint={hint} problem={problem} />
      {kind === undefined ? (
        <OnlyText />
      ) : (
        <>
          <div className={styles.pair}>
            <NativeSelect
              size="xs"
              aria-label={`${label}: ${say('rateKind')}`}
              value={kind}
              onChange={(event) => choose(event.currentTarget.value as Kind)}
              data={kinds
                .filter((one) => pays === 'rate' || (one !== 'none' && one !== 'single'))
                .map((value) => ({ value, label: say(`rate_${value}`) }))}
            />
            {kind === 'single' ? <Cell path={path} label={label} /> : null}
            {kind === 'map' || kind === 'steps' ? (
              <Cell path={[...path, 'by']} label={`${label}: ${say('by')}`} placeholder="product" />
            ) : null}
          </div>
          {kind === 'map' ? <MapGrid path={path} label={label} first={first} /> : null}
          {kind === 'steps' ? <StepsGrid path={[...path, 'steps']} label={label} choices={[pays]} /> : null}
        </>
      )}
    </div>
  );
}

function kindOf(rate: unknown): Kind | undefined {
  if (rate === undefined) return 'none';
  if (isScalarValue(rate)) return 'single';
  if (!isFields(rate)) return undefined;
  return isFields(rate.map) ? 'map' : Array.isArray(rate.steps) ? 'steps' : undefined;
}

/** Value of the field → rate, and what holds for every other value. */
function MapGrid({ path, label, first }: { readonly path: Path; readonly label: string; readonly first: string }) {
  const say = useWords(formWords);
  const { data, set } = usePlanForm();
  const map = (valueAt(data, [...path, 'map']) ?? {}) as Fields;
  const names = Object.keys(map);
  const rename = (name: string, next: string): void => {
    if (next !== '' && !names.includes(next)) set([...path, 'map'], withName(map, name, next));
  };
  return (
    <>
      <Grid
        label={label}
        columns={[say('value'), say('pays')]}
        rows={names.map((name, index) => [
          <TypedInput
            key="name"
            aria-label={`${label}: ${say('value')} ${index + 1}`}
            value={name}
            onText={(next) => rename(name, next)}
          />,
          <Cell key="rate" path={[...path, 'map', name]} label={`${label}: ${say('pays')} ${name}`} />,
        ])}
        onAdd={() => set([...path, 'map', freeName(names)], first)}
        onRemove={(at) =>
          set([...path, 'map'], Object.fromEntries(Object.entries(map).filter((_, index) => index !== at)))
        }
      />
      <div className={styles.pair}>
        <div className={styles.field}>
          <FieldLabel label={say('otherwise')} />
          <Cell path={[...path, 'otherwise']} label={`${label}: ${say('otherwise')}`} />
        </div>
      </div>
    </>
  );
}

function freeName(names: readonly string[]): string {
  for (let code = 65; ; code++) {
    const name = String.fromCharCode(code);
    if (!names.includes(name)) return name;
  }
}
