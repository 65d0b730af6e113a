import { useLocal } from '#web/i18n/language-context.tsx';
import { Cell } from './Cell.tsx';
import { FieldLabel } from './FieldLabel.tsx';
import type { FieldSpec } from './field-spec.ts';
import { Grid } from './Grid.tsx';
import { LabelField } from './LabelField.tsx';
import { type Path, isFields, pointerOf, valueAt } from './plan-data.ts';
import { usePlanForm, useProblemAt } from './plan-form-context.ts';
import styles from './PlanForm.module.css';

/** A list of things with the same parts, as a grid: objectives, gates. */
export function RowsField({ path, spec }: { readonly path: Path; readonly spec: FieldSpec }) {
  const local = useLocal();
  const { data, set } = usePlanForm();
  const problem = useProblemAt(path);
  const found = valueAt(data, path);
  const rows: readonly unknown[] = Array.isArray(found) ? found : [];
  const columns = spec.rows ?? [];
  const label = local(spec.label);
  const blank = (): object => {
    const ids = new Set(rows.map((row) => (isFields(row) ? row.id : undefined)));
    const { id, ...rest } = spec.blank ?? {};
    if (id === undefined) return rest;
    let number = rows.length + 1;
    while (ids.has(`${id}-${number}`)) number += 1;
    return { id: `${id}-${number}`, ...rest };
  };
  return (
    <div className={styles.part} data-pointer={pointerOf(path)}>
      <FieldLabel label={label} problem={problem} />
      <Grid
        label={label}
        columns={columns.map((column) => local(column.label))}
        rows={rows.map((_, index) =>
          columns.map((column) => {
            const name = `${label}: ${local(column.label)} ${index + 1}`;
            const at = [...path, index, column.key];
            return column.type === 'label' ? (
              <LabelField key={column.key} path={at} label={name} bare />
            ) : (
              <Cell key={column.key} path={at} label={name} />
            );
          }),
        )}
        onAdd={() => set([...path, rows.length], blank())}
        onRemove={(index) => set(path, rows.length === 1 ? undefined : rows.filter((_, one) => one !== index))}
      />
    </div>
  );
}
