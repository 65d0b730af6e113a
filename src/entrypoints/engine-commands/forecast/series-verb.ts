import { type SingleMethod, singleMethods } from '#engines/forecasting/combination/single-method.ts';
import type { ForecastOptions } from '#engines/forecasting/forecast-series.ts';
import type { SumPeriod } from '#engines/forecasting/period/sum-by-period.ts';
import { WrongCall } from '../../command-arguments.ts';
import type { EngineAnswer, EngineCall, EngineVerb } from '../define-engine-command.ts';
import { readSeries } from './read-series.ts';
import { checkLengths, describe, fan, forecastAll, prepare } from './series-answer.ts';
import { runHierarchy } from './run-hierarchy.ts';
import { seriesText } from './series-text.ts';

export const seriesVerb: EngineVerb = {
  summary: 'Forecast time series with intervals: ETS, Theta, ARIMA and CES combined',
  files: [1, 1],
  input:
    'series?, period?, value, and the columns named by --hierarchy (periods: 2024, 2024Q1, 2024-01, 2024-W03, 2024-01-15 …)',
  options: [
    { name: 'horizon', kind: 'whole', help: 'periods ahead', required: true, min: 1, max: 1000 },
    { name: 'season', kind: 'whole', help: 'periods in a season (default: from the periods)', min: 1, max: 1000 },
    { name: 'level', kind: 'list', help: 'levels of the intervals in per cent (default 80,95)' },
    {
      name: 'method',
      kind: 'text',
      help: `combination (default) or one of ${singleMethods.join(', ')}`,
      oneOf: ['combination', ...singleMethods],
    },
    { name: 'gaps', kind: 'text', help: 'absent periods: fill or zero (default fill)', oneOf: ['fill', 'zero'] },
    {
      name: 'every',
      kind: 'text',
      help: 'add dated rows up by year, quarter, month, week or day first',
      oneOf: ['year', 'quarter', 'month', 'week', 'day'],
    },
    {
      name: 'hierarchy',
      kind: 'text',
      help: 'columns that add up, outermost first: region/team/person, crossed with others: region/team,product',
    },
  ],
  async run(call) {
    try {
      return await forecastFile(call);
    } catch (problem) {
      if (problem instanceof RangeError) throw new WrongCall(problem.message);
      throw problem;
    }
  },
};

async function forecastFile(call: EngineCall): Promise<EngineAnswer> {
  const options = readOptions(call);
  const table = await call.readTable(call.files[0]);
  const absent = (call.options.gaps as 'fill' | 'zero' | undefined) ?? 'fill';
  if (call.options.hierarchy !== undefined) return runHierarchy(call, table, options, absent);
  const every = call.options.every as SumPeriod | undefined;
  const { series, usage, notes } = readSeries(table, { map: call.map, absent, every });
  const prepared = series.map((one) => prepare(one, call.options.season as number | undefined));
  checkLengths(series, table.name);
  const forecasts = await forecastAll(prepared, options, call);
  const answers = forecasts.map((forecast, i) => describe(forecast, series[i], options.horizon));
  return {
    json: { series: answers, usage, notes, horizon: options.horizon, levels: options.levels },
    text: seriesText(forecasts, series, answers, notes),
    plot: fan(forecasts[0], series[0], answers[0].periods),
  };
}

function readOptions(call: EngineCall): ForecastOptions {
  const texts = (call.options.level as readonly string[] | undefined) ?? ['80', '95'];
  const levels = texts.map(Number);
  levels.forEach((level, i) => {
    if (!(level > 0 && level < 100)) {
      throw new WrongCall(`invalid --level: ${texts[i]} (numbers between 0 and 100, such as 80,95, are expected)`);
    }
  });
  const method = call.options.method as SingleMethod | 'combination' | undefined;
  return { horizon: call.options.horizon as number, levels, method: method === 'combination' ? undefined : method };
}
