import { createContext, useContext } from 'react';
import { useLocal } from '#web/i18n/language-context.tsx';
import type { PlanProblemView } from '../plan-types.ts';
import { type Path, pointerOf } from './plan-data.ts';

interface PlanFormState {
  /** What the YAML says, as plain data. */
  readonly data: unknown;
  /** Changes one place of it; undefined takes it out. */
  readonly set: (path: Path, value: unknown) => void;
  readonly problems: readonly PlanProblemView[];
}

export const PlanFormContext = createContext<PlanFormState>({ data: undefined, set: () => undefined, problems: [] });

export function usePlanForm(): PlanFormState {
  return useContext(PlanFormContext);
}

/** What is wrong at a place, or anywhere in it. */
export function useProblemAt(path: Path, inside = false): string | undefined {
  const { problems } = usePlanForm();
  const local = useLocal();
  const pointer = pointerOf(path);
  const found = problems.find((one) => one.pointer === pointer || (inside && one.pointer.startsWith(`${pointer}/`)));
  return found === undefined ? undefined : local(found.expected);
}
