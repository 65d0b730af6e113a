import type { Exact } from '../exact.ts';
import type { Plan } from '../plan/plan.ts';
import type { AdmissionNotes } from './admission.ts';
import type { Directory } from './directory.ts';
import type { CreditInput } from './input.ts';

/** Whether a payee can earn a row on its day; when not, the row is listed with the reason. */
export function checkPerson(
  plan: Plan,
  row: CreditInput,
  payee: string,
  share: Exact,
  directory: Directory,
  notes: AdmissionNotes,
): boolean {
  const terms = directory.termsOn(payee, row.date);
  if (terms !== undefined && !(terms.status === 'leave' && plan.listCreditsInLeave)) return true;
  const named = row.payee === undefined ? { ...row, payee } : row;
  const list = (code: string, reason: string, fix: string): false => {
    notes.list(named, code, reason, fix, share);
    return false;
  };
  if (terms !== undefined) {
    return list(
      'on-leave',
      `${payee} was on leave on ${row.date}`,
      'give the credit to the stand-in, or pay credits in leave (leave.credits: pay)',
    );
  }
  const employed = directory.employment(payee);
  if (employed === undefined) {
    return list('unknown-payee', `${payee} is not in the payees file`, 'add the payee, or correct the name');
  }
  const when =
    row.date < employed.from
      ? `before ${employed.from}, the first day`
      : row.date > employed.through
        ? `after ${employed.through}, the last day`
        : 'between two employments';
  return list(
    'not-employed',
    `dated ${row.date}, ${when} of ${payee}`,
    'correct the date, or give the credit to another payee',
  );
}
