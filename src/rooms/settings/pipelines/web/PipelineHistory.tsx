import { useResource } from '#web/api/use-resource.ts';
import { Loaded } from '#web/components/Loaded.tsx';
import { Section } from '#web/components/Section.tsx';
import sheet from '#web/components/Sheet.module.css';
import { formatInstant } from '#web/format/date.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import type { PipelineVersion } from '../contract.ts';
import { pipelinesPath } from './PipelinesPage.tsx';
import { pipelineWords } from './pipeline-words.ts';

/** The designs that were in force before, by whom and why. */
export function PipelineHistory({ pipelineId, version }: { readonly pipelineId: string; readonly version: number }) {
  const say = useWords(pipelineWords);
  const { language } = useLanguage();
  const { company } = useSession();
  const resource = useResource<{ readonly versions: readonly PipelineVersion[] }>(
    `${pipelinesPath}/${pipelineId}/versions`,
    true,
    version,
  );
  return (
    <Section title={say('history')}>
      <Loaded resource={resource} rows={2}>
        {({ versions }) =>
          versions.length === 0 ? (
            <p className={sheet.muted}>{say('noHistory')}</p>
          ) : (
            versions.map((one) => (
              <p key={one.number} style={{ margin: '0 0 8px' }}>
                {say('versionLine', {
                  number: one.number,
                  stages: one.stages.map(({ name }) => name ?? '').join(' → '),
                })}
                <br />
                <small className={sheet.muted}>
                  {[formatInstant(one.madeAt, language, company.timeZone), one.madeBy, one.note]
                    .filter((part) => part !== null)
                    .join(' · ')}
                </small>
              </p>
            ))
          )
        }
      </Loaded>
    </Section>
  );
}
