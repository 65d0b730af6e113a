import { TextInput } from '@mantine/core';
import { type Path, pointerOf, textAt } from './plan-data.ts';
import { usePlanForm, useProblemAt } from './plan-form-context.ts';

interface CellProps {
  readonly path: Path;
  /** For those who hear the grid: column and row. */
  readonly label: string;
  readonly placeholder?: string;
}

/** One value in a grid. */
export function Cell({ path, label, placeholder }: CellProps) {
  const { data, set } = usePlanForm();
  const problem = useProblemAt(path, true);
  return (
    <TextInput
      size="xs"
      aria-label={label}
      title={problem}
      placeholder={placeholder}
      data-pointer={pointerOf(path)}
      error={problem !== undefined}
      value={textAt(data, path)}
      onChange={(event) => set(path, event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      spellCheck={false}
    />
  );
}
