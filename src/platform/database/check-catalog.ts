import type { Database } from './database.ts';
import { appRole } from './request-login.ts';
import { type Transaction, withSystemTransaction } from './transaction.ts';

/**
 * Small tables shared by all companies: no company_id, readable by all, written by the owner only. Anything else in schema qd
 * belongs to a company.
 */
export const referenceTables: readonly string[] = ['schema_migration'];

interface TableRow {
  readonly name: string;
  readonly security: boolean;
  readonly partition: boolean;
  readonly owner_is_app: boolean;
  readonly has_company: boolean;
  readonly company_required: boolean;
  readonly company_default: boolean;
  readonly has_key: boolean;
  readonly policies: string[];
  readonly app_writes: boolean;
}

interface KeyRow {
  readonly table: string;
  readonly name: string;
  readonly kind: string;
  readonly columns: string[];
  readonly target: string | null;
  readonly target_columns: string[] | null;
}

/**
 * Checks the layout of schema qd against the contract that lets one database host many companies and spread over many nodes.
 * @returns one sentence for each breach; empty when the layout is sound
 */
export async function checkCatalog(database: Database): Promise<string[]> {
  return withSystemTransaction(database, { reason: 'reads the catalog, not the data' }, async (transaction) => {
    const tables = (await transaction.query<TableRow>(tablesSql)).rows;
    const keys = (await transaction.query<KeyRow>(keysSql)).rows;
    return [
      ...tables.flatMap(tableBreaches),
      ...keys.flatMap(keyBreaches),
      ...(await functionBreaches(transaction)),
      ...(await indexBreaches(transaction)),
    ];
  });
}

/** An index that is on a partitioned table but not on all its partitions serves no query, and a unique one guards nothing. */
async function indexBreaches(transaction: Transaction): Promise<string[]> {
  const found = await transaction.query<{ name: string; table: string }>(
    `select x.relname as name, t.relname as "table" from pg_index i
       join pg_class x on x.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
     where t.relnamespace = 'qd'::regnamespace and not i.indisvalid order by 1`,
  );
  return found.rows.map(({ name, table }) => `qd.${table}: the index ${name} is not complete`);
}

function tableBreaches(table: TableRow): string[] {
  const breaches: string[] = [];
  const say = (breach: string): void => void breaches.push(`qd.${table.name} ${breach}`);
  if (table.owner_is_app) say(`is owned by ${appRole}, which would pass its own row-level security`);
  if (referenceTables.includes(table.name)) {
    if (table.app_writes) say(`is shared by all companies but ${appRole} may write it`);
    return breaches;
  }
  if (!table.security) say('has no row-level security');
  if (table.partition) {
    if (table.policies.length > 0)
      say('is a partition with policies of its own: it must be reached through its parent only');
    return breaches;
  }
  if (!table.has_company) say('has no company_id');
  else if (!table.company_required) say('allows rows without a company_id');
  else if (!table.company_default && table.name !== 'company') say('does not fill company_id from the session');
  if (!table.has_key) say('has neither a primary nor a unique key');
  if (table.policies.length === 0) say('has row-level security but no policy: nobody can use it');
  for (const policy of table.policies) {
    if (!policy.includes('current_company()')) say(`has a policy that does not limit rows to the company: ${policy}`);
  }
  return breaches;
}

function keyBreaches(key: KeyRow): string[] {
  if (referenceTables.includes(key.table)) return [];
  const words: Record<string, string> = { p: 'primary key', u: 'unique key', f: 'foreign key' };
  const name = `qd.${key.table}: ${words[key.kind]} ${key.name}`;
  if (!key.columns.includes('company_id')) return [`${name} lacks company_id`];
  if (key.kind === 'f' && key.target !== null && !referenceTables.includes(key.target)) {
    const at = key.columns.indexOf('company_id');
    if (key.target_columns?.[at] !== 'company_id')
      return [`${name} joins company_id to another column of ${key.target}`];
  }
  return [];
}

/** A function that runs with its owner's rights passes row-level security: its search path must be fixed. */
async function functionBreaches(transaction: Transaction): Promise<string[]> {
  const found = await transaction.query<{ name: string }>(
    `select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname = 'qd' and p.prosecdef and not coalesce(array_to_string(p.proconfig, ',') like '%search_path=%', false)`,
  );
  return found.rows.map((row) => `qd.${row.name}() runs as its owner without a fixed search_path`);
}

const tablesSql = `
  select c.relname as name, c.relrowsecurity as security, c.relispartition as partition,
    pg_get_userbyid(c.relowner) = '${appRole}' as owner_is_app,
    a.attname is not null as has_company, coalesce(a.attnotnull, false) as company_required,
    coalesce(pg_get_expr(d.adbin, d.adrelid) like '%current_company()%', false) as company_default,
    exists (select from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u')) as has_key,
    array(select p.polname || ': ' || coalesce(pg_get_expr(p.polqual, p.polrelid), '') || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
      from pg_policy p where p.polrelid = c.oid)::text[] as policies,
    has_table_privilege('${appRole}', c.oid, 'insert, update, delete, truncate') as app_writes
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'qd'
  left join pg_attribute a on a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relkind in ('r', 'p') order by c.relname`;

/** Keys by constraint, and unique indexes made without one. Keys of partitions follow their parent's. */
const keysSql = `
  select c.relname as table, k.conname as name, k.contype::text as kind,
    array(select a.attname from unnest(k.conkey) with ordinality u (n, i) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n order by u.i)::text[] as columns,
    t.relname as target,
    array(select a.attname from unnest(k.confkey) with ordinality u (n, i) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.n order by u.i)::text[] as target_columns
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid and not c.relispartition
  join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'qd'
  left join pg_class t on t.oid = k.confrelid
  where k.contype in ('p', 'u', 'f') and k.conparentid = 0
  union all
  select c.relname, x.relname, 'u',
    array(select coalesce(a.attname, '(expression)') from unnest(i.indkey::int2[]) with ordinality u (n, o) left join pg_attribute a on a.attrelid = c.oid and a.attnum = u.n and u.n > 0 order by u.o)::text[],
    null, null
  from pg_index i
  join pg_class x on x.oid = i.indexrelid
  join pg_class c on c.oid = i.indrelid and not c.relispartition
  join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'qd'
  where i.indisunique and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
  order by 1, 2`;
