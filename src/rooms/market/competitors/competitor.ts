import { defineRecord } from '#platform/records/registry.ts';
import { competitorKind } from './contract.ts';

defineRecord({ kind: competitorKind });
