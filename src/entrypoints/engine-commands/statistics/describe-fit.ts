import { quantile } from '#engines/numerics/quantile.ts';
import type { FormulaFit } from '#engines/statistics/formula-fit.ts';
import type { ChartSpec } from '#kernel/chart.ts';
import { terminalTable } from '../../terminal-table.ts';

/** The fit as people read it: coefficients with stars, then the quality of the fit. */
export function describeFit(fit: FormulaFit): string {
  const test = fit.family === 'gaussian' ? 't' : 'z';
  const table = terminalTable(
    [
      { header: 'term' },
      ...['estimate', 'std. error', test, 'p', 'low', 'high'].map((header) => ({ header, align: 'right' as const })),
      { header: '' },
    ],
    fit.coefficients.map(({ term, estimate, stdError, statistic, p, low, high }) => [
      term,
      short(estimate),
      short(stdError),
      statistic === null ? '' : Math.abs(statistic) < 1e6 ? statistic.toFixed(2) : short(statistic),
      chance(p),
      short(low),
      short(high),
      p < 0.001 ? '***' : p < 0.01 ? '**' : p < 0.05 ? '*' : '',
    ]),
  );
  const gaussian = fit.family === 'gaussian';
  const lines = [
    `${fit.formula}   (${fit.family}, ${fit.observations} rows)`,
    '',
    table,
    '',
    gaussian
      ? `Residual standard error ${short(fit.residualStdError)} on ${fit.df} degrees of freedom; R² ${fit.r2.toFixed(4)}, adjusted ${fit.adjustedR2.toFixed(4)}`
      : `Deviance ${short(fit.deviance)} on ${fit.df} degrees of freedom, ${short(fit.nullDeviance)} without the terms; share explained ${fit.r2.toFixed(4)}; AIC ${short(fit.aic)}`,
  ];
  if (fit.overall !== undefined) {
    lines.push(
      `All terms together: ${gaussian ? 'F' : 'χ²'} ${short(fit.overall.statistic)} on ${fit.overall.df.join(' and ')} degrees of freedom, p ${chance(fit.overall.p)}`,
    );
  }
  if (fit.aliased.length > 0) lines.push(`Left out, because earlier terms imply them: ${fit.aliased.join(', ')}`);
  for (const { reason, count } of fit.usage.reasons) lines.push(`${count} rows left out: ${reason}`);
  return [...lines, ...fit.notes].join('\n');
}

/** Coefficients with their intervals; for a fit with one number to explain, residuals against fitted values. */
export function pictureOfFit(fit: FormulaFit): ChartSpec {
  const step = Math.max(1, Math.ceil(fit.fitted.length / 2000));
  const points: { x: number; y: number }[] = [];
  const noise = 1e-13 * fit.fitted.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  for (let i = 0; i < fit.fitted.length; i += step) {
    points.push({ x: fit.fitted[i], y: Math.abs(fit.residuals[i]) <= noise ? 0 : fit.residuals[i] });
  }
  return {
    kind: 'scatter',
    title: `Residuals of ${fit.formula}`,
    subtitle: `${fit.observations} rows; half of the residuals lie between ${short(quantile(fit.residuals, 0.25))} and ${short(quantile(fit.residuals, 0.75))}`,
    points,
    xAxis: { name: 'fitted' },
    yAxis: { name: fit.family === 'gaussian' ? 'residual' : 'deviance residual' },
  };
}

/** Five numbers: smallest, quartiles, largest. */
export function fiveNumbers(values: Float64Array): number[] {
  return [0, 0.25, 0.5, 0.75, 1].map((p) => quantile(values, p));
}

function short(value: number): string {
  const size = Math.abs(value);
  return value === 0 || (size >= 1e-4 && size < 1e7) ? String(Number(value.toPrecision(6))) : value.toExponential(4);
}

function chance(p: number): string {
  return p < 1e-4 ? '<0.0001' : p.toFixed(4);
}
