/**
 * One step of the database's layout, forward only. Once released it is never edited: its checksum is kept in every database, and
 * a program whose text of an applied step differs refuses to start. A correction is a new migration.
 */
export interface Migration {
  /** `NNNN-name`, as its file. */
  readonly name: string;
  /** SQL statements, each sent on its own, all in one transaction. */
  readonly statements: readonly string[];
  /**
   * Looked at before the statements: what in the data stands in their way. Not part of the checksum, for it changes nothing, so a released
   * step can learn to say more clearly why it cannot be applied.
   */
  readonly obstacles?: Obstacles;
}

export interface Obstacles {
  /** A query with one row for each obstacle, `what` naming it so that people find it. */
  readonly query: string;
  /** What they have in common, and what is expected instead. */
  readonly problem: string;
  /** What to do about them. */
  readonly remedy: string;
}
