import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { forecastSeries } from '#engines/forecasting/forecast-series.ts';
import { forecastNote } from './forecast-note.ts';

const engine = new URL('../../../../engines/forecasting/forecast-path.ts', import.meta.url);

describe('what the forecast has to say', () => {
  it('is known for every sentence that the engine can say', () => {
    const source = readFileSync(engine, 'utf8');
    const said = [
      ...source.matchAll(/notes\.push\((['`])(?<text>.+?)\1\)/g),
      ...source.matchAll(/\? \[(`)(?<text>.+?)\1\]/g),
      ...source.matchAll(/\[\.\.\.notes, (')(?<text>.+?)\1\]/g),
    ].map(({ groups }) => groups!.text.replaceAll(/\$\{[^}]+\}/g, '7'));
    expect(said).toHaveLength(8);
    expect(said.filter((note) => forecastNote(note) === undefined)).toEqual([]);
    expect(forecastNote('something else')).toBeUndefined();
  });

  it('keeps the numbers of the sentence', () => {
    const wave = Array.from({ length: 48 }, (_, month) => 100 + 10 * Math.sin(month) + (month === 30 ? 900 : 0));
    const { notes } = forecastSeries({ id: 'won', values: wave, season: 12 }, { horizon: 3, levels: [80] });
    expect(notes.map(forecastNote)).toContainEqual({ key: 'note_outliers', values: { count: 1, dropped: 0 } });
  });
});
