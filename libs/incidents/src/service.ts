import { AssignmentRow, DeadlineRow, EscalationRow, NoticeRow } from './entities/duty.entity.js';
import {
  ClassifiedHitRow,
  IncidentCounterRow,
  IncidentItemRow,
  IncidentRow,
  JudgementRow,
} from './entities/incident.entity.js';
import { ItemRow } from './entities/item.entity.js';
import { DecisionRow, IncidentLogRow } from './entities/log.entity.js';

export * from './entities/duty.entity.js';
export * from './entities/incident.entity.js';
export * from './entities/item.entity.js';
export * from './entities/log.entity.js';

export const incidentEntities = [
  ItemRow,
  IncidentRow,
  IncidentItemRow,
  IncidentCounterRow,
  JudgementRow,
  ClassifiedHitRow,
  IncidentLogRow,
  DecisionRow,
  AssignmentRow,
  DeadlineRow,
  EscalationRow,
  NoticeRow,
];
