import type { Choice } from '#kernel/record-kind.ts';
import { Tone } from '#web/components/Tone.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { payWords } from './pay-words.ts';

export type PayState =
  | 'open'
  | 'calculated'
  | 'reviewed'
  | 'approved'
  | 'closed'
  | 'paid'
  | 'draft'
  | 'submitted'
  | 'retired'
  | 'proposed'
  | 'rejected'
  | 'answered'
  | 'accepted'
  | 'withdrawn';

const tones: Partial<Record<PayState, Choice['tone']>> = {
  submitted: 'warning',
  proposed: 'warning',
  rejected: 'bad',
  approved: 'good',
  closed: 'good',
  paid: 'good',
  accepted: 'good',
};

/** Where a period, plan, adjustment or dispute stands. */
export function StateMark({ state }: { readonly state: PayState }) {
  const say = useWords(payWords);
  return <Tone tone={tones[state]}>{say(`state_${state}`)}</Tone>;
}
