import { defineRecord } from '#platform/records/registry.ts';
import { quotaKind } from './contract.ts';

defineRecord({ kind: quotaKind });
