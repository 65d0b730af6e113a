import type { RecordKind } from '#kernel/record-kind.ts';
import type { CompanySettings } from '#platform/company/company-settings.ts';

/**
 * A kind with the fields that this company's administrators added to it, as data. Archived ones are left out: their values
 * are kept, but nobody meets them. Asking twice changes nothing.
 */
export function wholeKind(company: Pick<CompanySettings, 'customFields'>, kind: RecordKind): RecordKind {
  const own = (company.customFields[kind.kind] ?? []).filter(({ archived }) => !archived);
  if (own.length === 0 || kind.fields.some((field) => field.custom === true)) return kind;
  const searched = kind.searched.length === 0 ? [] : own.filter((field) => field.searched).map(({ name }) => name);
  return { ...kind, fields: [...kind.fields, ...own], searched: [...kind.searched, ...searched] };
}
