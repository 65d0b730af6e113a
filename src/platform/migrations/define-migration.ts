/**
 * One step of the database's layout, forward only. Once released it is never edited: its checksum is kept in every database, and
 * a program whose text of an applied step differs refuses to start. A correction is a new migration.
 */
export interface Migration {
  /** `NNNN-name`, as its file. */
  readonly name: string;
  /** SQL statements, each sent on its own, all in one transaction. */
  readonly statements: readonly string[];
}
