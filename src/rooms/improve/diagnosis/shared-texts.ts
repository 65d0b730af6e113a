/** Rows whose equal texts (ids of what they point at, names) are one text in memory, however many rows hold them. */
export function sharedTexts(): <Row extends object>(row: Row) => Row {
  const known = new Map<string, string>();
  return (row) => {
    const values = row as Record<string, unknown>;
    for (const name in values) {
      const value = values[name];
      // What identifies the row itself is in no other of its list.
      if (typeof value !== 'string' || name === 'id') continue;
      const same = known.get(value);
      if (same === undefined) known.set(value, value);
      else values[name] = same;
    }
    return row;
  };
}
