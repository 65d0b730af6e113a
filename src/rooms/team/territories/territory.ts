import { defineRecord } from '#platform/records/registry.ts';
import { territoryKind } from './contract.ts';

defineRecord({ kind: territoryKind });
