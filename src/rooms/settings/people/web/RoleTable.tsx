import { roleNames, roles } from '#platform/visibility/roles.ts';
import { useResource } from '#web/api/use-resource.ts';
import { Loaded } from '#web/components/Loaded.tsx';
import { Section } from '#web/components/Section.tsx';
import sheet from '#web/components/Sheet.module.css';
import { useLanguage, useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useParts } from '#web/shell/app-context.ts';
import type { RoleAccess } from '../contract.ts';
import { peopleWords } from './people-words.ts';

const scopeWords = {
  none: 'scopeNone',
  own: 'scopeOwn',
  team: 'scopeTeam',
  subtree: 'scopeSubtree',
  all: 'scopeAll',
} as const;
const restricted = ['cost', 'pay', 'personal'] as const;

/** What each role reads and writes, kind by kind, as it is declared. */
export function RoleTable() {
  const say = useWords(peopleWords);
  const local = useLocal();
  const { language } = useLanguage();
  const { kinds } = useParts();
  const resource = useResource<{ readonly roles: readonly RoleAccess[] }>('/api/settings/roles');
  const scope = (name: string): string => say(scopeWords[name as keyof typeof scopeWords] ?? 'scopeNone');
  return (
    <Loaded resource={resource} rows={16}>
      {({ roles: declared }) => (
        <Section title={say('roles')} note={say('rolesNote')}>
          <div className={sheet.scroll}>
            <table className={sheet.sheet}>
              <thead>
                <tr>
                  <th>{say('record')}</th>
                  {declared.map(({ role, people }) => {
                    const known = roles.find((one) => one === role);
                    return (
                      <th key={role} style={{ whiteSpace: 'normal', minWidth: 84, verticalAlign: 'bottom' }}>
                        {known === undefined ? role : roleNames[known][language]}
                        <br />
                        <small>{people}</small>
                      </th>
                    );
                  })}
                </tr>
              </thead>
              <tbody>
                {kinds.map((kind) => (
                  <tr key={kind.kind}>
                    <th scope="row">{local(kind.plural)}</th>
                    {declared.map((one) => {
                      const found = one.kinds.find((entry) => entry.kind === kind.kind);
                      return (
                        <td key={one.role} style={{ whiteSpace: 'nowrap' }}>
                          {scope(found?.read ?? 'none')}
                          {found === undefined || found.write === 'none' ? null : (
                            <span className={sheet.muted}> / {scope(found.write)}</span>
                          )}
                        </td>
                      );
                    })}
                  </tr>
                ))}
                <tr>
                  <th scope="row">{say('fieldsSeen')}</th>
                  {declared.map((one) => (
                    <td key={one.role}>
                      {restricted
                        .filter((name) => one.fields.includes(name))
                        .map((name) => say(name))
                        .join(', ') || '–'}
                    </td>
                  ))}
                </tr>
                <tr>
                  <th scope="row">{say('rights')}</th>
                  {declared.map((one) => (
                    <td key={one.role} style={{ fontSize: 12, verticalAlign: 'top' }}>
                      {one.rights.map((right) => (
                        <div key={right}>{right}</div>
                      ))}
                    </td>
                  ))}
                </tr>
              </tbody>
            </table>
          </div>
        </Section>
      )}
    </Loaded>
  );
}
