import { keepAnAdministrator } from '#platform/identity/keep-administrator.ts';
import { defineRecord } from '#platform/records/registry.ts';
import { personKind } from './contract.ts';

defineRecord({ kind: personKind, project: keepAnAdministrator });
