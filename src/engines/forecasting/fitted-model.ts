/** A model after estimation, ready to be asked for the future. Units are those of the series. */
export interface FittedModel {
  /** Textbook name with its orders, such as 'ETS(M,Ad,M)' or 'ARIMA(0,1,1)(0,1,1)[12]'. */
  readonly method: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** One-step forecasts of the history; as long as the series. */
  readonly fitted: Float64Array;
  /** Standard deviation of the one-step errors, in units of the series. */
  readonly sigma: number;
  readonly logLikelihood?: number;
  readonly aicc?: number;
  forecast(horizon: number): PathForecast;
}

/** Means and standard deviations for steps 1 … horizon. */
export interface PathForecast {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}
