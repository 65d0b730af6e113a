import type { EventColumns } from '#engines/process-mining/event-log.ts';
import { ByteDictionary } from '#platform/tabular/byte-dictionary.ts';

/** Columns of events that grow as the source is read. */
export class EventCollector {
  readonly cases = new ByteDictionary();
  readonly activities = new ByteDictionary();
  readonly resources = new ByteDictionary();
  #count = 0;
  #case = new Int32Array(1 << 14);
  #activity = new Int32Array(1 << 14);
  #time = new Float64Array(1 << 14);
  #resource = new Int32Array(1 << 14);
  #amount = new Float64Array(1 << 14);
  #started = new Uint8Array(1 << 14);
  #anyResource = false;
  #anyAmount = false;
  #starts = 0;
  #completions = 0;

  get count(): number {
    return this.#count;
  }

  /** How many events say that something was started, and completed. */
  get lifecycle(): { readonly starts: number; readonly completions: number } {
    return { starts: this.#starts, completions: this.#completions };
  }

  /** `resource` −1 and `amount` NaN for none; `lifecycle` 'start', 'complete' or 'other'. */
  add(
    caseCode: number,
    activity: number,
    time: number,
    resource: number,
    amount: number,
    lifecycle: 'start' | 'complete' | 'other',
  ): void {
    const at = this.#count;
    if (at === this.#case.length) this.#grow();
    this.#case[at] = caseCode;
    this.#activity[at] = activity;
    this.#time[at] = time;
    this.#resource[at] = resource;
    this.#amount[at] = amount;
    if (resource !== -1) this.#anyResource = true;
    if (!Number.isNaN(amount)) this.#anyAmount = true;
    if (lifecycle === 'start') {
      this.#started[at] = 1;
      this.#starts += 1;
    } else if (lifecycle === 'complete') this.#completions += 1;
    this.#count = at + 1;
  }

  /** The columns; the collector must not be used any more. */
  columns(): EventColumns {
    const n = this.#count;
    return {
      count: n,
      case: this.#case.subarray(0, n),
      activity: this.#activity.subarray(0, n),
      time: this.#time.subarray(0, n),
      ...(this.#anyResource ? { resource: this.#resource.subarray(0, n) } : {}),
      ...(this.#anyAmount ? { amount: this.#amount.subarray(0, n) } : {}),
      ...(this.#starts > 0 ? { started: this.#started.subarray(0, n) } : {}),
    };
  }

  #grow(): void {
    const length = Math.floor(1.6 * this.#case.length);
    const wider = <T extends Int32Array | Float64Array | Uint8Array>(old: T, fresh: T): T => {
      fresh.set(old);
      return fresh;
    };
    this.#case = wider(this.#case, new Int32Array(length));
    this.#activity = wider(this.#activity, new Int32Array(length));
    this.#time = wider(this.#time, new Float64Array(length));
    this.#resource = wider(this.#resource, new Int32Array(length));
    this.#amount = wider(this.#amount, new Float64Array(length));
    this.#started = wider(this.#started, new Uint8Array(length));
  }
}

/** What the many words of logs for the state of an activity come to. */
export function lifecycleOf(word: string): 'start' | 'complete' | 'other' {
  const known = word.trim().toLowerCase();
  if (known === 'start' || known === 'started' || known === 'begin') return 'start';
  return known === '' || known === 'complete' || known === 'completed' || known === 'end' ? 'complete' : 'other';
}
