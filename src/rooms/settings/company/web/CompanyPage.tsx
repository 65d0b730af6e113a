import { Button, Select, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { text } from '#kernel/local-text.ts';
import { languages } from '#kernel/local-text.ts';
import type { ProblemDocument } from '#web/api/problem.ts';
import { request } from '#web/api/request.ts';
import { type Resource, useResource } from '#web/api/use-resource.ts';
import { Loaded } from '#web/components/Loaded.tsx';
import { Page } from '#web/components/Page.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { Section, Sections } from '#web/components/Section.tsx';
import sheet from '#web/components/Sheet.module.css';
import { toast } from '#web/components/toasts.ts';
import { defineWords } from '#web/i18n/define-words.ts';
import { languageNames } from '#web/i18n/language.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { settingsWords } from '#web/i18n/settings-words.ts';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import type { CompanyChange, CompanyView } from '../contract.ts';

const words = defineWords('company', {
  title: text('Company', '公司', '公司'),
  name: text('Company name', '公司名称', '公司名稱'),
  language: text('Language of new people', '新成员的默认语言', '新成員的預設語言'),
  timeZone: text('Time zone', '时区', '時區'),
  timeZoneNote: text(
    'Decides which day it is for tasks, quarters and reports.',
    '决定任务、季度与报表以哪一天为准。',
    '決定任務、季度與報表以哪一天為準。',
  ),
  currency: text('Currency', '本位币', '本位幣'),
  currencyFixed: text(
    'Amounts are kept in this currency; it cannot change any more.',
    '已有金额以该币种记账，不能再更改。',
    '已有金額以該幣種記帳，不能再更改。',
  ),
  currencyFree: text(
    'Every total is in this currency. It can be chosen until the first amount is kept.',
    '所有合计均以该币种计。录入第一笔金额之前可以更改。',
    '所有合計均以該幣種計。錄入第一筆金額之前可以更改。',
  ),
});

const path = '/api/settings/company';
const commonCurrencies = [
  'CNY',
  'HKD',
  'TWD',
  'USD',
  'EUR',
  'JPY',
  'GBP',
  'SGD',
  'KRW',
  'AUD',
  'CAD',
  'CHF',
  'THB',
  'VND',
  'MYR',
];

/** What holds for the whole company. */
export function CompanyPage() {
  const say = useWords(words);
  const company = useResource<CompanyView>(path);
  return (
    <Page title={say('title')}>
      <Sections>
        <Loaded resource={company}>
          {(view) => <CompanyForm key={view.version} view={view} resource={company} />}
        </Loaded>
      </Sections>
    </Page>
  );
}

function CompanyForm({ view, resource }: { readonly view: CompanyView; readonly resource: Resource<CompanyView> }) {
  const told = useToldProblem();
  const say = useWords(words);
  const settings = useWords(settingsWords);
  const client = useQueryClient();
  const [typed, setTyped] = useState<CompanyChange>({});
  const [problem, setProblem] = useState<ProblemDocument>();
  const [busy, setBusy] = useState(false);
  const now = { ...view, ...typed };
  const errors = told.atFields(problem);
  const put = (change: CompanyChange): void => setTyped({ ...typed, ...change });
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = await request<CompanyView>('PATCH', path, { body: typed, version: view.version });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    resource.keep(answer.value);
    toast(settings('saved'), { tone: 'good' });
    void client.invalidateQueries({ queryKey: ['session'] });
  };
  const currencies = [...new Set([now.baseCurrency, ...commonCurrencies])];
  return (
    <Section title={say('title')}>
      <form onSubmit={(event) => void save(event)}>
        <div className={sheet.fields}>
          <TextInput
            label={say('name')}
            required
            value={now.name}
            error={errors.name}
            onChange={(event) => put({ name: event.currentTarget.value })}
          />
          <Select
            label={say('language')}
            data={languages.map((one) => ({ value: one, label: languageNames[one] }))}
            value={now.language}
            allowDeselect={false}
            onChange={(value) => put({ language: languages.find((one) => one === value) })}
          />
          <Select
            label={say('timeZone')}
            description={say('timeZoneNote')}
            data={Intl.supportedValuesOf('timeZone')}
            searchable
            value={now.timeZone}
            allowDeselect={false}
            error={errors.timeZone}
            onChange={(value) => put({ timeZone: value ?? view.timeZone })}
          />
          <Select
            label={say('currency')}
            description={say(view.currencyFixed ? 'currencyFixed' : 'currencyFree')}
            data={currencies}
            searchable
            disabled={view.currencyFixed}
            value={now.baseCurrency}
            allowDeselect={false}
            error={errors.baseCurrency}
            onChange={(value) => put({ baseCurrency: value ?? view.baseCurrency })}
          />
        </div>
        {problem === undefined ? null : <ProblemView problem={problem} draftKept />}
        <div className={sheet.buttons}>
          <Button type="submit" loading={busy} disabled={Object.keys(typed).length === 0}>
            {settings('save')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
