import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RecordKind } from '#kernel/record-kind.ts';
import { text } from '#kernel/local-text.ts';
import { forgetAhead } from '#web/api/answers-ahead.ts';
import { recordPages } from '#web/records/record-pages.ts';
import { askIn, fetchValue } from '#web/api/request.ts';
import { openAhead, pageAt } from './open-ahead.ts';
import type { AppParts, PageDefinition } from './room-pages.ts';

const name = text('Name', '名称', '名稱');
const field = (one: string, more: object = {}) => ({ name: one, label: name, type: 'text' as const, ...more });
const kind = (of: string, path: string, more: object = {}): RecordKind =>
  ({
    kind: of,
    room: 'selling',
    path,
    label: name,
    plural: name,
    icon: 'coin',
    title: 'name',
    defaultSort: { field: 'name' },
    fields: [field('name'), field('stageId', { type: 'reference', to: 'stage' }), field('amount', { access: 'money' })],
    ...more,
  }) as unknown as RecordKind;
const deal = kind('deal', 'deals', { board: { by: 'stageId', sum: 'amount' } });
const stage = kind('stage', 'stages');
const loaded: string[] = [];
const page = (path: string, more: Partial<PageDefinition> = {}): PageDefinition => ({
  path,
  title: name,
  load: () => {
    loaded.push(path);
    return Promise.resolve({ default: () => null });
  },
  ...more,
});
const [, record] = recordPages(deal, { list: page('').load, record: page('').load });
const parts: AppParts = {
  rooms: [
    { room: 'today', pages: [page('/today', { inNavigation: true, ahead: () => ['/api/today/day'] })] },
    {
      room: 'selling',
      pages: [
        { ...recordPages(deal)[0], load: page('/selling/deals').load },
        record,
        page('/selling/deals/new'),
        page('/selling/secret', { right: 'selling.secret', ahead: () => ['/api/selling/secret'] }),
        page('/sign-in', { bare: true }),
      ],
    },
  ],
  kinds: [deal, stage],
};

let session: object = {};
const asked: string[] = [];

beforeEach(() => {
  loaded.length = 0;
  asked.length = 0;
  session = {
    signedIn: true,
    viewer: { personId: 'p-1', language: 'zh-Hant' },
    rights: [],
    kinds: { deal: { read: 'team' } },
    fieldAccess: ['money'],
    customFields: {},
    company: { timeZone: 'Asia/Shanghai' },
  };
  vi.stubGlobal('localStorage', { getItem: () => null });
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address);
    return Promise.resolve(Response.json(address === '/api/auth/session' ? session : {}));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  forgetAhead();
});

const open = (pathname: string, search = ''): Promise<void> => openAhead(parts, { pathname, search });

describe('the page at an address', () => {
  it('is found by its parts, a page of its own before one with parameters', () => {
    expect(pageAt(parts, '/')?.path).toBe('/today');
    expect(pageAt(parts, '/selling/deals/')?.path).toBe('/selling/deals');
    expect(pageAt(parts, '/selling/deals/0190')?.path).toBe('/selling/deals/$id');
    expect(pageAt(parts, '/selling/deals/new')?.path).toBe('/selling/deals/new');
    expect(pageAt(parts, '/selling/deals/0190/more')).toBeUndefined();
    expect(pageAt(parts, '/selling')).toBeUndefined();
  });
});

describe('opening ahead', () => {
  it('fetches the code of the page and asks what it reads first', async () => {
    await open('/');
    expect([loaded, asked]).toEqual([['/today'], ['/api/auth/session', '/api/today/day']]);
  });

  it('asks in the language of the account where none was chosen in this browser, as the app does', async () => {
    await open('/');
    askIn('zh-Hant');
    await fetchValue('/api/today/day');
    expect(asked).toEqual(['/api/auth/session', '/api/today/day']);
  });

  it('asks for the rows of a list as its address narrows them', async () => {
    await open('/selling/deals', '?filter=ownerId:eq:@me&sort=-amount');
    expect(asked.slice(1)).toEqual([
      '/api/selling/deals?filter=ownerId%3Aeq%3Ap-1&sort=-amount&limit=100&total=true',
      '/api/settings/views?kind=deal',
    ]);
  });

  it('asks for the columns of a board, summed only for those who see the sum', async () => {
    const columns = ['/api/selling/stages?limit=60&total=true', '/api/settings/views?kind=deal'];
    await open('/selling/deals', '?as=board');
    expect(asked.slice(1)).toEqual(['/api/selling/deals/groups?by=stageId&sum=amount', ...columns]);
    asked.length = 0;
    session = { ...session, fieldAccess: [] };
    await open('/selling/deals', '?as=board');
    expect(asked.slice(1)).toEqual(['/api/selling/deals/groups?by=stageId', ...columns]);
  });

  it('asks nothing of a page that is not open to the reader', async () => {
    await open('/selling/secret');
    session = { ...session, kinds: {} };
    await open('/selling/deals');
    expect(asked).toEqual(['/api/auth/session', '/api/auth/session']);
  });

  it('has the sign-in page fetched when nobody is signed in', async () => {
    session = { signedIn: false };
    await open('/');
    expect([loaded, asked]).toEqual([['/today', '/sign-in'], ['/api/auth/session']]);
  });

  it('leaves it to the app to tell of a server that cannot be reached', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    await expect(open('/')).resolves.toBeUndefined();
  });
});
