import { searchQuery } from '#platform/search/search-query.ts';

/** One request of a page. */
export interface PageRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: unknown;
  readonly version?: number;
}

/** A statement with its parameters. */
export type Statement = readonly [text: string, values: readonly unknown[]];

/** A page as a person opens it, and the plain SQL that gives the same rows and numbers. */
export interface Page {
  readonly name: string;
  /** Asked at the same time, as a browser does; `turn` varies what is asked. */
  readonly requests: (turn: number) => readonly PageRequest[];
  /** One after another, on one connection. */
  readonly statements: (turn: number) => readonly Statement[];
}

/** What the pages need to know of the company. */
export interface PageFacts {
  /** Whose rows the viewer sees; null: everybody's. */
  readonly people: readonly string[] | null;
  readonly stageIds: readonly string[];
  readonly productIds: readonly string[];
  /** Opportunities the viewer sees, picked all over the table. */
  readonly opportunityIds: readonly string[];
}

const selling = '/api/selling/opportunities';

/** The columns a reader of opportunities gets, with the titles of what they point to. */
const deal = `o.id, o.version, o.external_id, o.created_at, o.updated_at, o.custom, o.name, o.account_id, o.contact_id, o.owner_id, o.pipeline_id, o.stage_id,
  o.status, o.product_id, o.competitor_id, o.amount_minor, o.currency, o.base_minor, o.list_minor, o.probability, o.win_chance, o.source, o.channel, o.created_on,
  o.expected_close_on, o.first_expected_close_on, o.closed_on, o.month, o.lost_reason, o.next_step, o.next_step_on, o.stage_entered_on, o.slip_count,
  o.last_activity_on, a.name as account, p.name as owner, s.name as stage, l.name as pipeline, r.name as product, c.name as contact, k.name as competitor`;
const dealJoins = `left join qd.account a on a.company_id = o.company_id and a.id = o.account_id
  left join qd.person p on p.company_id = o.company_id and p.id = o.owner_id
  left join qd.stage s on s.company_id = o.company_id and s.id = o.stage_id
  left join qd.pipeline l on l.company_id = o.company_id and l.id = o.pipeline_id
  left join qd.product r on r.company_id = o.company_id and r.id = o.product_id
  left join qd.contact c on c.company_id = o.company_id and c.id = o.contact_id
  left join qd.competitor k on k.company_id = o.company_id and k.id = o.competitor_id`;

const chinese = ['恒泰', '宏达', '精密机械', '华瑞', '远东鼎盛'];
const latin = ['nordic', 'summit atlas', 'quantum 17', 'px-105', 'harbor'];

/** The reading pages of the budgets, for a viewer who sees the rows of `people`. */
export function readingPages({ people, stageIds, productIds, opportunityIds }: PageFacts): Page[] {
  const live = (alias: string): string =>
    `${alias}.company_id = 1 and ${alias}.deleted_at is null${people === null ? '' : ` and ${alias}.owner_id = any($1::uuid[])`}`;
  const own = people === null ? [] : [people];
  /** The place of the n-th parameter after the people. */
  const at = (n: number): string => `$${own.length + n}`;
  const counted = (text: string, values: readonly unknown[]): Statement => [
    `select count(*) from (select 1 from qd.opportunity o where ${text} limit 10001) c`,
    values,
  ];
  const searched = (name: string, terms: readonly string[]): Page => ({
    name,
    requests: (turn) => [get(selling, { search: terms[turn % terms.length], limit: 50, total: 'true' })],
    statements: (turn) => {
      const where = `${live('o')} and o.search @@ to_tsquery('simple', ${at(1)})`;
      const values = [...own, searchQuery(terms[turn % terms.length])];
      return [
        [
          `select ${deal} from qd.opportunity o ${dealJoins} where ${where} order by o.expected_close_on, o.id limit 51`,
          values,
        ],
        counted(where, values),
      ];
    },
  });
  return [
    {
      name: 'pipeline board: counts and sums of each column, first 20 cards of each',
      requests: () => [
        get(`${selling}/groups`, { by: 'stageId', sum: 'baseAmount' }),
        ...stageIds.map((id) => get(selling, { filter: `stageId:eq:${id}`, limit: 20, total: 'true' })),
      ],
      statements: () => [
        [
          `select o.stage_id, s.name, count(*), sum(o.base_minor), sum(trunc(o.base_minor * round(o.probability * 10000) / 10000))
           from qd.opportunity o left join qd.stage s on s.company_id = o.company_id and s.id = o.stage_id where ${live('o')} group by 1, 2`,
          own,
        ],
        ...stageIds.map(
          (id): Statement => [
            `select ${deal} from qd.opportunity o ${dealJoins} where ${live('o')} and o.stage_id = ${at(1)} order by o.expected_close_on, o.id limit 21`,
            [...own, id],
          ],
        ),
      ],
    },
    {
      name: 'list page: open deals of a source, newest first, 100 rows and their number',
      requests: (turn) => [
        get(selling, {
          filter: ['status:eq:open', `source:eq:${sources[turn % sources.length]}`],
          sort: '-createdOn',
          limit: 100,
          total: 'true',
        }),
      ],
      statements: (turn) => {
        const where = `${live('o')} and o.status = 'open' and o.source = ${at(1)}`;
        const values = [...own, sources[turn % sources.length]];
        return [
          [
            `select ${deal} from qd.opportunity o ${dealJoins} where ${where} order by o.created_on desc, o.id desc limit 101`,
            values,
          ],
          counted(where, values),
        ];
      },
    },
    {
      name: 'list page: a product from an amount on, by expected close, 100 rows and their number',
      requests: (turn) => [
        get(selling, {
          filter: [`productId:eq:${productIds[turn % productIds.length]}`, 'baseAmount:gte:50000'],
          sort: 'expectedCloseOn',
          limit: 100,
          total: 'true',
        }),
      ],
      statements: (turn) => {
        const where = `${live('o')} and o.product_id = ${at(1)} and o.base_minor >= 5000000`;
        const values = [...own, productIds[turn % productIds.length]];
        return [
          [
            `select ${deal} from qd.opportunity o ${dealJoins} where ${where} order by o.expected_close_on, o.id limit 101`,
            values,
          ],
          counted(where, values),
        ];
      },
    },
    searched('name search in 中文: 50 rows and their number', chinese),
    searched('name search in Latin: 50 rows and their number', latin),
    {
      name: 'record page: the deal and its history',
      requests: (turn) => {
        const id = opportunityIds[turn % opportunityIds.length];
        return [get(`${selling}/${id}`, {}), get(`${selling}/${id}/history`, { limit: 50 })];
      },
      statements: (turn) => {
        const id = opportunityIds[turn % opportunityIds.length];
        return [
          [`select ${deal} from qd.opportunity o ${dealJoins} where ${live('o')} and o.id = ${at(1)}`, [...own, id]],
          [
            `select * from qd.event where company_id = 1 and record_id = $1 order by coalesce(occurred_at, recorded_at) desc, id desc limit 50`,
            [id],
          ],
        ];
      },
    },
    {
      name: 'pivot: amount won by owner and month',
      requests: () => [get('/api/performance/metric-pivots', { name: 'wonAmount', by: 'person', across: 'month' })],
      statements: () => [
        [
          `select o.owner_id, p.name, to_char(o.closed_on, 'YYYY-MM'), sum(o.base_minor), count(*)
           from qd.opportunity o left join qd.person p on p.company_id = o.company_id and p.id = o.owner_id
           where ${live('o')} and o.status = 'won' group by 1, 2, 3 order by 1, 3`,
          own,
        ],
      ],
    },
    {
      name: 'pivot: revenue of order lines by owner and month',
      requests: () => [get('/api/performance/metric-pivots', { name: 'revenue', by: 'person', across: 'month' })],
      statements: () => [
        [
          `select o.owner_id, p.name, to_char(o.ordered_on, 'YYYY-MM'), sum(o.base_minor), count(*)
           from qd.order_line o left join qd.person p on p.company_id = o.company_id and p.id = o.owner_id
           where ${live('o')} group by 1, 2, 3 order by 1, 3`,
          own,
        ],
      ],
    },
    {
      name: 'list page: newest activities, 100 rows and their number',
      requests: () => [get('/api/selling/activities', { limit: 100, total: 'true' })],
      statements: () => [
        [
          `select v.*, a.name as account, p.name as owner, o.name as opportunity from qd.activity v
           left join qd.account a on a.company_id = v.company_id and a.id = v.account_id
           left join qd.person p on p.company_id = v.company_id and p.id = v.owner_id
           left join qd.opportunity o on o.company_id = v.company_id and o.id = v.opportunity_id
           where ${live('v')} order by v.occurred_at desc, v.id desc limit 101`,
          own,
        ],
        [`select count(*) from (select 1 from qd.activity v where ${live('v')} limit 10001) c`, own],
      ],
    },
    {
      name: 'list page: newest order lines, 100 rows and their number',
      requests: () => [get('/api/selling/order-lines', { limit: 100, total: 'true' })],
      statements: () => [
        [
          `select v.*, d.number, a.name as account, p.name as owner, r.name as product from qd.order_line v
           left join qd.sales_order d on d.company_id = v.company_id and d.id = v.order_id
           left join qd.account a on a.company_id = v.company_id and a.id = v.account_id
           left join qd.person p on p.company_id = v.company_id and p.id = v.owner_id
           left join qd.product r on r.company_id = v.company_id and r.id = v.product_id
           where ${live('v')} order by v.ordered_on desc, v.id desc limit 101`,
          own,
        ],
        [`select count(*) from (select 1 from qd.order_line v where ${live('v')} limit 10001) c`, own],
      ],
    },
  ];
}

const sources = ['website', 'referral', 'exhibition', 'partner', 'cold call'];

function get(path: string, query: Readonly<Record<string, string | number | readonly string[]>>): PageRequest {
  const text = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((one: string) => [name, one]) : [[name, String(value)]],
    ),
  ).toString();
  return { method: 'GET', path: text === '' ? path : `${path}?${text}` };
}
