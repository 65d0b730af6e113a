import type { PromotionEffectView } from '../contract.ts';

/** Only an interval that leaves out zero says whether it paid. */
export function verdictOf({ low, high }: PromotionEffectView['net']): 'pays' | 'loses' | 'unclear' {
  return low > 0 ? 'pays' : high < 0 ? 'loses' : 'unclear';
}

type NoteWord =
  | 'basis'
  | 'noneNamed'
  | 'someNamed'
  | 'leftOut'
  | 'noPullForward'
  | 'noOthers'
  | 'someCosts'
  | 'uncertain'
  | 'caution';

/** What the figures rest on, and what to keep in mind about these. */
export function notesOf(
  effect: PromotionEffectView,
): readonly { readonly word: NoteWord; readonly values: Record<string, number> }[] {
  const { lines, linesNamed, weeksBefore, productsLeftOut } = effect;
  const when = (holds: boolean, word: NoteWord, values: Record<string, number> = {}) =>
    holds ? [{ word, values }] : [];
  return [
    { word: 'basis', values: { count: lines, weeks: weeksBefore } },
    ...when(linesNamed === 0, 'noneNamed'),
    ...when(linesNamed > 0 && linesNamed < lines, 'someNamed', { count: linesNamed }),
    ...when(productsLeftOut > 0, 'leftOut', { count: productsLeftOut }),
    ...when(effect.pullForward === null, 'noPullForward'),
    ...when(effect.others === 0, 'noOthers'),
    ...when(effect.inRevenue, 'someCosts'),
    ...when(effect.uncertainBaseline, 'uncertain'),
    { word: 'caution', values: {} },
  ];
}
