/** Error, trend and season of an exponential smoothing model: N none, A additive, M multiplicative. */
export interface EtsForm {
  readonly error: 'A' | 'M';
  readonly trend: 'N' | 'A' | 'M';
  readonly damped: boolean;
  readonly season: 'N' | 'A' | 'M';
}

export interface EtsFormChoice {
  /** Observations per season; 1 for none. */
  readonly period: number;
  /** Whether every value is above zero: multiplicative forms need it. */
  readonly positive: boolean;
  /** Multiplicative trends explode at long horizons and are left out unless asked for. */
  readonly multiplicativeTrend?: boolean;
}

/**
 * The forms that may be compared on a series (Hyndman, Koehler, Ord & Snyder 2008, ch. 2 and 10.3).
 * Left out as numerically unstable: additive error with multiplicative trend or season, and ETS(M,M,A).
 */
export function admissibleForms({ period, positive, multiplicativeTrend = false }: EtsFormChoice): EtsForm[] {
  const forms: EtsForm[] = [];
  for (const error of positive ? (['A', 'M'] as const) : (['A'] as const)) {
    for (const trend of ['N', 'A', 'M'] as const) {
      if (trend === 'M' && !(multiplicativeTrend && error === 'M')) continue;
      for (const damped of trend === 'N' ? [false] : [false, true]) {
        for (const season of period > 1 ? (['N', 'A', 'M'] as const) : (['N'] as const)) {
          if (season === 'M' && error === 'A') continue;
          if (season === 'A' && trend === 'M') continue;
          forms.push({ error, trend, damped, season });
        }
      }
    }
  }
  return forms;
}

export function formName({ error, trend, damped, season }: EtsForm): string {
  return `ETS(${error},${trend}${damped ? 'd' : ''},${season})`;
}

/** How many free numbers the form estimates: smoothing, initial states and the error's size. */
export function parameterCount({ trend, damped, season }: EtsForm, period: number): number {
  return 3 + (trend === 'N' ? 0 : 2) + (damped ? 1 : 0) + (season === 'N' ? 0 : period);
}
