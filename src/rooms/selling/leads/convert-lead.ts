import { sql } from 'kysely';
import { Refused } from '#kernel/result.ts';
import { createRecords } from '#platform/records/create-records.ts';
import { getRecord } from '#platform/records/get-record.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { updateRecords } from '#platform/records/update-records.ts';
import type { WriteContext } from '#platform/records/write-context.ts';

export interface Conversion {
  /** An existing customer; a new one is made from the lead when absent. */
  readonly accountId?: string;
  readonly accountName?: string;
  readonly opportunityName?: string;
  readonly stageId?: string;
  readonly amount?: string;
  readonly expectedCloseOn?: string;
}

export interface Converted {
  readonly accountId: string;
  readonly contactId: string;
  readonly opportunityId: string;
}

/**
 * Makes customer, contact and opportunity of a lead, once: the lead's row is locked, and a second conversion is refused with
 * what the first one made. All in the transaction of the context.
 */
export async function convertLead(context: WriteContext, leadId: string, conversion: Conversion): Promise<Converted> {
  const lead = await getRecord(context, recordDefinition('lead').kind, leadId);
  const { rows } = await sql<{ status: string }>`
    select status from qd.lead where company_id = qd.current_company() and id = ${leadId}::uuid for update`.execute(
    context.tx.kysely,
  );
  const [{ status }] = rows;
  if (status === 'converted' || status === 'disqualified')
    throw new Refused('conversion-conflict', `this lead is ${status} already`, { field: 'status', found: status });
  const accountId = conversion.accountId ?? (await makeAccount(context, lead, conversion.accountName));
  const [contactId] = await createRecords(context, recordDefinition('contact'), [
    { values: { accountId, name: lead.name, email: lead.email ?? null, mobile: lead.phone ?? null } },
  ]);
  const [opportunityId] = await createRecords(context, recordDefinition('opportunity'), [
    {
      values: {
        name: conversion.opportunityName ?? lead.companyName ?? lead.name,
        accountId,
        contactId,
        ownerId: lead.ownerId ?? null,
        stageId: conversion.stageId ?? (await firstStage(context)),
        source: lead.source ?? null,
        channel: lead.channel ?? null,
        ...(conversion.amount === undefined ? {} : { amount: conversion.amount }),
        ...(conversion.expectedCloseOn === undefined ? {} : { expectedCloseOn: conversion.expectedCloseOn }),
      },
    },
  ]);
  await updateRecords(context, recordDefinition('lead'), [
    { id: leadId, values: { status: 'converted', accountId, opportunityId }, action: 'converted' },
  ]);
  return { accountId, contactId, opportunityId };
}

async function makeAccount(
  context: WriteContext,
  lead: Readonly<Record<string, unknown>>,
  name: string | undefined,
): Promise<string> {
  const [id] = await createRecords(context, recordDefinition('account'), [
    {
      values: {
        name: name ?? lead.companyName ?? lead.name,
        ownerId: lead.ownerId ?? null,
        region: lead.region ?? null,
        industry: lead.industry ?? null,
        source: lead.source ?? null,
      },
    },
  ]);
  return id;
}

/** The first open stage of the pipeline that is used when none is named. */
async function firstStage(context: WriteContext): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select s.id::text from qd.stage s join qd.pipeline p on p.company_id = s.company_id and p.id = s.pipeline_id
    where s.company_id = qd.current_company() and s.deleted_at is null and p.deleted_at is null and s.outcome = 'open'
    order by p.is_default desc nulls last, p.created_at, s.sort limit 1`.execute(context.tx.kysely);
  if (rows.length === 0)
    throw new Refused('no-pipeline', 'there is no pipeline with an open stage yet', {
      field: 'stageId',
      expected: 'a pipeline in the settings',
    });
  return rows[0].id;
}
