import { Button } from '@mantine/core';
import sheet from '#web/components/Sheet.module.css';
import { Tone } from '#web/components/Tone.tsx';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import type { CustomFieldView } from '../contract.ts';
import { fieldWords } from './field-words.ts';

interface FieldTableProps {
  readonly fields: readonly CustomFieldView[];
  readonly nameOf: (kind: string) => string;
  readonly onEdit: (field: CustomFieldView) => void;
  readonly onArchive: (field: CustomFieldView, archived: boolean) => void;
}

export function FieldTable({ fields, nameOf, onEdit, onArchive }: FieldTableProps) {
  const say = useWords(fieldWords);
  const { language } = useLanguage();
  return (
    <div className={sheet.scroll}>
      <table className={sheet.sheet}>
        <thead>
          <tr>
            <th>{say('title')}</th>
            <th>{say('type')}</th>
            <th>{say('access')}</th>
            <th>{say('apiName')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.id}>
              <td>
                <b style={{ fontWeight: 500 }}>{field.label[language]}</b>{' '}
                {field.required ? <Tone tone="accent">{say('required')}</Tone> : null}{' '}
                {field.archived ? <Tone>{say('archived')}</Tone> : null}
              </td>
              <td>
                {say(field.type)}
                {field.to === null ? '' : `: ${nameOf(field.to)}`}
                {field.choices === null ? null : (
                  <span className={sheet.muted}> {field.choices.map(({ label }) => label[language]).join(' · ')}</span>
                )}
              </td>
              <td>{say(field.access)}</td>
              <td>
                <code>{field.name}</code>
              </td>
              <td className={sheet.actions}>
                <Button size="compact-sm" variant="subtle" onClick={() => onEdit(field)}>
                  {say('edit')}
                </Button>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="gray"
                  onClick={() => onArchive(field, !field.archived)}
                >
                  {say(field.archived ? 'restore' : 'archive')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
