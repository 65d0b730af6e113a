import type {
  DiagnosedDeal,
  DiagnosedStageVisit,
  DiagnosisInput,
  EarlyWork,
} from '#engines/diagnosis/diagnosis-input.ts';
import type { DiagnosisPart, Facts, LoadedDeal, LoadedVisit } from './diagnosis-part.ts';
import { sharedTexts } from './shared-texts.ts';

type Lists = { -readonly [L in 'leads' | 'accounts' | 'lines' | 'people' | 'trainings']: DiagnosisInput[L][number][] };

/** Puts the parts that were read together again into what the engine looks at. */
export class InputCollector {
  readonly #deals: (Omit<DiagnosedDeal, 'early'> & { early: EarlyWork | null })[] = [];
  readonly #places = new Map<string, number>();
  readonly #visits: DiagnosedStageVisit[] = [];
  readonly #lists: Lists = { leads: [], accounts: [], lines: [], people: [], trainings: [] };
  readonly #names: DiagnosisInput['names'] & Record<string, unknown> = {};
  readonly #share = sharedTexts();
  #facts: Facts | undefined;
  /** Whether activities are kept at all. */
  #worked = false;

  take(part: DiagnosisPart): void {
    if ('facts' in part) this.#facts = part.facts;
    else if (part.list === 'deals') for (const deal of part.rows) this.#addDeal(deal);
    else if (part.list === 'stageVisits') for (const visit of part.rows) this.#addVisit(visit);
    else if (part.list === 'names') for (const { id, name } of part.rows) this.#names[id] = name;
    else {
      const list: object[] = this.#lists[part.list];
      for (const row of part.rows) list.push(this.#share(row));
    }
  }

  /** @throws Error when the facts are missing: the reading did not come to its end */
  input(): DiagnosisInput {
    if (this.#facts === undefined) throw new Error('the parts of a diagnosis end without its facts');
    // Where no activity is kept at all, nothing is known of the first days either.
    if (!this.#worked) for (const deal of this.#deals) deal.early = null;
    return { ...this.#facts, ...this.#lists, deals: this.#deals, stageVisits: this.#visits, names: this.#names };
  }

  #addDeal({ early, meetings, contacts, first, ...deal }: LoadedDeal): void {
    this.#worked ||= deal.activities > 0;
    this.#places.set(deal.id, this.#deals.length);
    const work = { activities: early ?? 0, meetings: meetings ?? 0, contacts: contacts ?? 0, firstContactDays: first };
    this.#deals.push({ ...this.#share(deal), early: work });
  }

  /** A visit of a deal that the viewer does not see is left out. */
  #addVisit({ deal: id, ...visit }: LoadedVisit): void {
    const deal = this.#places.get(id);
    if (deal !== undefined) this.#visits.push({ ...this.#share(visit), deal });
  }
}
