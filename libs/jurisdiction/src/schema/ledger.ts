import { z } from 'zod';

/** What a line of the ledger (台账, domain 2.4) can tell; `note` is left for the pen. */
export const LEDGER_FIELDS = [
  'number',
  'title',
  'urgency',
  'sources',
  'publishedAt',
  'discoveredAt',
  'eventLevel',
  'opinionLevel',
  'mustRespond',
  'places',
  'topics',
  'firstResponsible',
  'respondents',
  'coordinators',
  'lead',
  'dispatchedAt',
  'signed',
  'reported',
  'statutoryDue',
  'answeredAt',
  'answerUrl',
  'late',
  'state',
  'refusals',
  'closedAt',
  'closeReason',
  'note',
] as const;
export type LedgerField = (typeof LEDGER_FIELDS)[number];

/** The city's own columns: what stands above each, and what stands in it; in their order. */
export const ledgerSchema = z
  .array(z.strictObject({ head: z.string().min(1).max(20), field: z.enum(LEDGER_FIELDS) }))
  .min(1)
  .default([
    { head: '编号', field: 'number' },
    { head: '紧急程度', field: 'urgency' },
    { head: '舆情标题', field: 'title' },
    { head: '来源', field: 'sources' },
    { head: '首发时间', field: 'publishedAt' },
    { head: '发现时间', field: 'discoveredAt' },
    { head: '地点', field: 'places' },
    { head: '突发事件等级', field: 'eventLevel' },
    { head: '舆情等级', field: 'opinionLevel' },
    { head: '必须回应情形', field: 'mustRespond' },
    { head: '第一责任主体', field: 'firstResponsible' },
    { head: '回应主体', field: 'respondents' },
    { head: '协调主体', field: 'coordinators' },
    { head: '牵头部门', field: 'lead' },
    { head: '交办时间', field: 'dispatchedAt' },
    { head: '签收情况', field: 'signed' },
    { head: '核实情况', field: 'reported' },
    { head: '回应时限', field: 'statutoryDue' },
    { head: '回应时间', field: 'answeredAt' },
    { head: '回应链接', field: 'answerUrl' },
    { head: '是否超时', field: 'late' },
    { head: '退办', field: 'refusals' },
    { head: '办理状态', field: 'state' },
    { head: '办结时间', field: 'closedAt' },
    { head: '办结说明', field: 'closeReason' },
    { head: '备注', field: 'note' },
  ]);
