import { overviewWords } from './overview-words.ts';

type NoteKey = Extract<NonNullable<typeof overviewWords.keys>, `note_${string}`>;

export interface ForecastNote {
  readonly key: NoteKey;
  readonly values: { readonly count: number; readonly dropped: number };
}

/** The sentences of the forecasting engine, with the numbers they hold. */
const sentences: readonly (readonly [RegExp, NoteKey])[] = [
  [/^(?<count>\d+) missing periods were filled$/, 'note_filled'],
  [/^the last (?<count>\d+) values were used; the (?<dropped>\d+) before them were not$/, 'note_dropped'],
  [/^too short for a season of (?<count>\d+); forecast without season$/, 'note_short'],
  [/^every value is the same; the forecast repeats it$/, 'note_constant'],
  [/^春节 moves these values; its effect is in the forecast$/, 'note_holiday'],
  [/^(?<count>\d+) outliers were replaced for fitting$/, 'note_outliers'],
  [/^the level changed once; the history before was lifted to the new level$/, 'note_level'],
  [/^many periods are zero: forecast as intermittent demand$/, 'note_intermittent'],
];

/** Which of the words says what a note of the engine says; undefined for a sentence that is not known. */
export function forecastNote(note: string): ForecastNote | undefined {
  for (const [sentence, key] of sentences) {
    const found = sentence.exec(note);
    if (found !== null)
      return { key, values: { count: Number(found.groups?.count ?? 0), dropped: Number(found.groups?.dropped ?? 0) } };
  }
  return undefined;
}
