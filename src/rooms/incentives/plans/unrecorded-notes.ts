import type { Plan } from '#engines/commission/plan/plan.ts';
import { type LocalText, text } from '#kernel/local-text.ts';
import type { CompanySettings } from '#platform/company/company-settings.ts';
import type { PlanText } from '#platform/plan-documents/read-plan-text.ts';
import { recordedEvents, recordedOfDeals } from '../recorded-of-deals.ts';
import type { PlanProblemView } from './contract.ts';

/** What a plan reads that nothing in the company records: it would be blank on every deal, and pay nothing without a word. */
export function unrecordedNotes(
  plan: Plan,
  placeOf: PlanText['placeOf'],
  { customFields }: Pick<CompanySettings, 'customFields'>,
): PlanProblemView[] {
  const own = ['opportunity', 'order'].flatMap((kind) =>
    (customFields[kind] ?? []).filter(({ archived }) => !archived).map(({ name }) => name.toLowerCase()),
  );
  const known = new Set([...recordedOfDeals, ...own]);
  const note = (pointer: string, found: string, expected: LocalText): PlanProblemView => ({
    ...placeOf(pointer),
    pointer,
    found: text(found, found, found),
    expected,
  });
  const columns = plan.reads.creditColumns
    .filter((name) => !known.has(name.toLowerCase()))
    .map((name) => note(plan.reads.firstUse.get(`credit ${name}`) ?? '', name, noColumn(known)));
  const events = (plan.recognition ?? [])
    .filter(({ event }) => !recordedEvents.includes(event.toLowerCase()))
    .map(({ event, clause }) => note(clause, event, noEvent()));
  return [...columns, ...events];
}

function noColumn(known: ReadonlySet<string>): LocalText {
  const names = [...known].join(', ');
  return text(
    `nothing that deals or orders record here, so that it is blank: use one of ${names}, or set up a field of this name for opportunities or orders`,
    `商机与订单均未记录此项，其值为空：可用 ${names}，或为商机、订单添加同名自定义字段`,
    `商機與訂單均未記錄此項，其值為空：可用 ${names}，或為商機、訂單新增同名自訂欄位`,
  );
}

function noEvent(): LocalText {
  const names = recordedEvents.filter((event) => event !== 'return').join(', ');
  return text(
    `no record tells of this event, so that it pays nothing: ${names}`,
    `没有记录此类事件，将不会计提：可用 ${names}`,
    `沒有記錄此類事件，將不會計提：可用 ${names}`,
  );
}
