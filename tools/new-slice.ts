import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rooms } from '../src/kernel/record-kind.ts';

/** `npm run new-slice -- ROOM/SLICE NOUN`: writes the few files a slice starts with; they type-check and pass their test. */
const root = join(import.meta.dirname, '..');
const nounPattern = /^[a-z][a-zA-Z]*$/;

export function sliceFiles(room: string, slice: string, noun: string): Readonly<Record<string, string>> {
  const title = noun.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  const label = title[0].toUpperCase() + title.slice(1);
  const table = noun.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return {
    'README.md': `# ${room}/${slice}\n\nWhat it is for: one sentence a sales manager would say.\n\nInvariants: what always holds of a ${title}.\n`,
    'contract.ts': `import { field, ownerField } from '#kernel/fields.ts';
import { text } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';

/** What a ${title} is. */
export const ${noun}Kind: RecordKind = {
  kind: '${noun}',
  room: '${room}',
  path: '${slice}',
  table: '${table}',
  label: text('${label}', '${label}', '${label}'),
  plural: text('${label}', '${label}', '${label}'),
  icon: 'book',
  title: 'name',
  ownership: { by: 'owner' },
  searched: [],
  defaultSort: { field: 'name', descending: false },
  fields: [field('name', 'text', ['Name', '名称', '名稱'], { required: true, listed: true, sortable: true }), ownerField],
};
`,
    'access.ts': `import { defineAccess } from '#platform/visibility/define-access.ts';

defineAccess({
  kind: '${noun}',
  read: { administrator: 'all', executive: 'all', manager: 'subtree', supervisor: 'team', teamLead: 'team', rep: 'own' },
  write: { administrator: 'all', manager: 'subtree', rep: 'own' },
});
`,
    [`${noun}.ts`]: `import { defineRecord } from '#platform/records/registry.ts';
import { ${noun}Kind } from './contract.ts';

defineRecord({ kind: ${noun}Kind });
`,
    [`${noun}.test.ts`]: `import { expect, it } from 'vitest';
import { ${noun}Kind } from './contract.ts';

it('is named by a field it has', () => {
  expect(${noun}Kind.fields.map((field) => field.name)).toContain(${noun}Kind.title);
});
`,
  };
}

if (process.argv[1] === import.meta.filename) {
  const [place = '', noun = ''] = process.argv.slice(2);
  const [room, slice] = place.split('/');
  if (!(rooms as readonly string[]).includes(room) || slice === undefined || !nounPattern.test(noun)) {
    console.error(
      `usage: npm run new-slice -- ROOM/SLICE NOUN (a room of ${rooms.join(', ')}; e.g. selling/quotes quote)`,
    );
    process.exit(2);
  }
  const folder = join(root, 'src', 'rooms', room, slice);
  if (existsSync(folder)) {
    console.error(`${folder} exists already`);
    process.exit(1);
  }
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(sliceFiles(room, slice, noun)))
    writeFileSync(join(folder, name), content);
  console.log(`Written: src/rooms/${room}/${slice}. Next:
  1. a migration with recordTable({ name, kind: '${noun}', … }) in src/platform/migrations, listed in list.ts
  2. announce access.ts and ${noun}.ts in src/entrypoints/records.ts, the kind in src/entrypoints/web-kinds.ts
  3. labels in three languages in contract.ts`);
}
