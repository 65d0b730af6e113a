import type { Deal } from './deal.ts';

export interface TraitCheck {
  readonly kept: readonly string[];
  readonly dropped: readonly { readonly trait: string; readonly why: string }[];
}

/**
 * Which traits may be used: one that is blank on many more open than closed deals is filled in on closing and would tell
 * the future; one with a single value tells nothing. Shares differ when they are more than 10 points apart.
 */
export function usableTraits(deals: readonly Deal[], traits: readonly string[]): TraitCheck {
  const open = deals.filter((deal) => deal.closed === undefined);
  const closed = deals.filter((deal) => deal.closed !== undefined);
  const blank = (group: readonly Deal[], trait: string): number =>
    group.length === 0 ? 0 : group.filter((deal) => (deal.traits[trait] ?? '') === '').length / group.length;
  const kept: string[] = [];
  const dropped: { trait: string; why: string }[] = [];
  for (const trait of traits) {
    const [whileOpen, onceClosed] = [blank(open, trait), blank(closed, trait)];
    if (open.length >= 20 && whileOpen > onceClosed + 0.1) {
      const percent = (share: number): string => `${Math.round(100 * share)} %`;
      dropped.push({
        trait,
        why: `blank on ${percent(whileOpen)} of open but ${percent(onceClosed)} of closed deals: it is filled in on closing`,
      });
    } else if (new Set(deals.map((deal) => deal.traits[trait] ?? '')).size < 2) {
      dropped.push({ trait, why: 'the same on every deal' });
    } else kept.push(trait);
  }
  return { kept, dropped };
}
