import pg from 'pg';

type Parser = (text: string) => unknown;

const identity: Parser = (text) => text;

/** `2026-03-01 09:00:00.5+00` → `2026-03-01T09:00:00.5Z`; sessions run in UTC. `infinity` stays as it is. */
export function isoInstant(text: string): string {
  const iso = text.replace(' ', 'T');
  return iso.endsWith('+00') ? `${iso.slice(0, -3)}Z` : iso;
}

const oid = {
  int8: 20,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
  interval: 1186,
  numeric: 1700,
  int8Array: 1016,
  dateArray: 1182,
  timestampArray: 1115,
  timestamptzArray: 1185,
  numericArray: 1231,
} as const;

const textArrayOid: number = 1009;

function arrayOf(parse: Parser): Parser {
  const split = pg.types.getTypeParser(textArrayOid, 'text') as (text: string) => unknown[];
  const each = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(each);
    return typeof item === 'string' ? parse(item) : item;
  };
  return (text) => split(text).map(each);
}

const parsers = new Map<number, Parser>([
  [oid.int8, BigInt],
  [oid.int8Array, arrayOf(BigInt)],
  [oid.timestamptz, isoInstant],
  [oid.timestamptzArray, arrayOf(isoInstant)],
]);
for (const id of [oid.date, oid.timestamp, oid.interval, oid.numeric]) parsers.set(id, identity);
for (const id of [oid.dateArray, oid.timestampArray, oid.numericArray]) parsers.set(id, arrayOf(identity));

/**
 * How values come out of the database: nothing loses digits and no day shifts by a zone.
 * date → `2026-03-01`; timestamptz → ISO instant in UTC ending in Z (fit for Temporal.Instant.from);
 * timestamp, interval, numeric → text as the server prints it; int8 → bigint (so count(*) is a bigint: write
 * count(*)::int where a number is wanted); int4 and float8 → number; json and jsonb → parsed; bytea → Buffer.
 */
export const exactTypes: pg.CustomTypesConfig = {
  getTypeParser: ((id: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(id)) ??
    pg.types.getTypeParser(id, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
};
