import { Checkbox, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { useLocal } from '#web/i18n/language-context.tsx';
import { CurveField } from './CurveField.tsx';
import type { FieldSpec } from './field-spec.ts';
import { FilterField } from './FilterField.tsx';
import { LabelField } from './LabelField.tsx';
import { LimitField } from './LimitField.tsx';
import { MultipliersField } from './MultipliersField.tsx';
import { type Path, isScalarValue, pointerOf, textAt, valueAt } from './plan-data.ts';
import { usePlanForm, useProblemAt } from './plan-form-context.ts';
import { RateField } from './RateField.tsx';
import { RowsField } from './RowsField.tsx';
import { TiersField } from './TiersField.tsx';
import { TypedInput } from './TypedInput.tsx';

interface FieldProps {
  readonly path: Path;
  readonly spec: FieldSpec;
  /** Of the component around it; 'plan' for the plan itself. */
  readonly kind: string;
}

/** One key of the plan language in the field that suits it. */
export function Field({ path: base, spec, kind }: FieldProps) {
  const local = useLocal();
  const { data } = usePlanForm();
  const path = [...base, ...spec.key.split('.')];
  const label = local(spec.label);
  const hint = spec.hint === undefined ? undefined : local(spec.hint);
  if (spec.needs !== undefined && valueAt(data, [...base, ...spec.needs.split('.')]) === undefined) return null;
  switch (spec.type) {
    case 'label':
      return <LabelField path={path} label={label} />;
    case 'filter':
      return <FilterField path={path} label={label} />;
    case 'rate':
      return <RateField path={path} label={label} hint={hint} pays="rate" />;
    case 'tiers':
      return <TiersField path={path} label={label} kind={kind} />;
    case 'curve':
      return <CurveField path={path} label={label} />;
    case 'limit':
      return <LimitField path={path} label={label} perCredit={kind !== 'plan'} />;
    case 'rows':
      return <RowsField path={path} spec={spec} />;
    case 'multipliers':
      return <MultipliersField path={path} label={label} />;
    default:
      return <PlainField path={path} spec={spec} label={label} hint={hint} />;
  }
}

interface PlainFieldProps {
  readonly path: Path;
  readonly spec: FieldSpec;
  readonly label: string;
  readonly hint?: string;
}

function PlainField({ path, spec, label, hint }: PlainFieldProps) {
  const { data, set } = usePlanForm();
  const error = useProblemAt(path);
  const value = textAt(data, path);
  const frame = { size: 'xs', label, description: hint, error, 'data-pointer': pointerOf(path) } as const;
  const write = (text: string): void => set(path, text === '' ? undefined : text);
  const found = valueAt(data, path);
  if (spec.type === 'check')
    return (
      <Checkbox
        {...frame}
        checked={found === true}
        onChange={(event) => set(path, event.currentTarget.checked ? true : undefined)}
      />
    );
  if (spec.type === 'words')
    return <Textarea {...frame} autosize value={value} onChange={(event) => write(event.currentTarget.value)} />;
  if (spec.type === 'list') {
    const list = Array.isArray(found) ? found.filter(isScalarValue).map(String) : [];
    const parts = (text: string): string[] =>
      text
        .split(/[,，]/)
        .map((part) => part.trim())
        .filter((part) => part !== '');
    return (
      <TypedInput
        {...frame}
        value={list.join(', ')}
        onText={(text) => set(path, parts(text).length === 0 ? undefined : parts(text))}
      />
    );
  }
  if (spec.type === 'choice') return <ChoiceField path={path} spec={spec} label={label} hint={hint} />;
  return (
    <TextInput
      {...frame}
      type={spec.type === 'day' ? 'date' : 'text'}
      value={value}
      onChange={(event) => write(event.currentTarget.value)}
      spellCheck={false}
    />
  );
}

function ChoiceField({ path, spec, label, hint }: PlainFieldProps) {
  const local = useLocal();
  const { data, set } = usePlanForm();
  const error = useProblemAt(path, true);
  const found = valueAt(data, path);
  const said = found === undefined || isScalarValue(found) ? textAt(data, path) : '…';
  const value = said === spec.otherwiseIs ? '' : said;
  const known = (spec.choices ?? []).map((choice) => ({ value: choice.value, label: local(choice.label) }));
  const absent = spec.otherwise === undefined ? '' : local(spec.otherwise);
  const choose = (next: string): void => {
    if (next === '' && spec.wholeParent === true) set(path.slice(0, -1), undefined);
    else if (next !== '…') set(path, next === '' ? undefined : next);
  };
  return (
    <NativeSelect
      size="xs"
      label={label}
      description={hint}
      error={error}
      data-pointer={pointerOf(path)}
      value={value}
      onChange={(event) => choose(event.currentTarget.value)}
      data={[
        ...(spec.otherwise === undefined && value !== '' ? [] : [{ value: '', label: absent }]),
        ...known,
        ...(value === '' || known.some((choice) => choice.value === value) ? [] : [{ value, label: value }]),
      ]}
    />
  );
}
