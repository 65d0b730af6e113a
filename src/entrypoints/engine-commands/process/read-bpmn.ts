import { SaxesParser } from 'saxes';
import { unusable } from '#kernel/unusable-data.ts';
import type { BpmnModel, BpmnNode } from '#engines/process-mining/conformance/bpmn-net.ts';

const kinds: Readonly<Record<string, BpmnNode['kind']>> = {
  startEvent: 'start',
  endEvent: 'end',
  task: 'task',
  userTask: 'task',
  manualTask: 'task',
  serviceTask: 'task',
  scriptTask: 'task',
  sendTask: 'task',
  receiveTask: 'task',
  businessRuleTask: 'task',
  callActivity: 'task',
  subProcess: 'task',
  intermediateCatchEvent: 'silent',
  intermediateThrowEvent: 'silent',
  exclusiveGateway: 'exclusive',
  eventBasedGateway: 'exclusive',
  parallelGateway: 'parallel',
};

/**
 * Reads the first process of a BPMN 2.0 document. A subprocess is one task by its name; boundary events are left aside.
 * Gateways that are neither exclusive, event-based nor parallel are refused by name, for their meaning depends on data.
 */
export function readBpmn(file: string, text: string): BpmnModel {
  const nodes: BpmnNode[] = [];
  const flows: { from: string; to: string }[] = [];
  const parser = new SaxesParser();
  let inside = 0;
  let nested = 0;
  let processes = 0;
  const refuse = (expected: string, found?: string) =>
    unusable(expected, { file, line: parser.line, ...(found === undefined ? {} : { found }) });
  parser.on('error', (problem) => {
    throw refuse(`well-formed XML (${problem.message.replace(/^\d+:\d+: /, '')})`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    const local = name.slice(name.indexOf(':') + 1);
    if (local === 'process') {
      processes += 1;
      inside = processes === 1 ? 1 : 0;
    }
    if (inside === 0) return;
    if (nested === 0) read(local, attributes as Record<string, string>);
    if (local === 'subProcess') nested += 1;
  });
  parser.on('closetag', ({ name }) => {
    const local = name.slice(name.indexOf(':') + 1);
    if (local === 'process') inside = 0;
    if (inside === 1 && local === 'subProcess') nested -= 1;
  });

  function read(local: string, { id, name, sourceRef, targetRef }: Record<string, string | undefined>): void {
    if (local === 'sequenceFlow') {
      if (sourceRef === undefined || targetRef === undefined)
        throw refuse('a sequence flow with sourceRef and targetRef', id ?? '');
      flows.push({ from: sourceRef, to: targetRef });
      return;
    }
    if (local === 'inclusiveGateway' || local === 'complexGateway')
      throw refuse('exclusive, event-based and parallel gateways only', `${local} "${name ?? id ?? ''}"`);
    const kind = kinds[local];
    if (kind === undefined || id === undefined) return;
    nodes.push({ id, kind, name: (name ?? id).replaceAll(/\s+/g, ' ').trim() });
  }

  parser.write(text.replace(/^\uFEFF/, '')).close();
  if (processes === 0) throw refuse('a BPMN document (an element "process")');
  return { nodes, flows };
}
