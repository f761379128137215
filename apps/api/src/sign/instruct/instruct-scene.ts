import type {
  IncidentRow,
  InstructionProgressRow,
  InstructionRow,
  InstructionTaskRow,
} from '#incidents/service';
import type { Outcome } from '../form-desk.js';
import type { Excerpt } from '../matter.js';
import { when, type Kept } from '../page/layout.js';

/** Everything the page of one task shows to the people of its unit. */
export interface InstructScene {
  task: InstructionTaskRow;
  instruction: InstructionRow;
  incident: IncidentRow;
  /** Oldest first. */
  progress: InstructionProgressRow[];
  items: Excerpt[];
  form: string;
  publicUrl: string;
  now: Date;
  outcome: Outcome | null;
  kept: Kept;
}

/** What is asked of the unit, and whether anything still is. Pure. */
export function taskAsked({ task, instruction }: Pick<InstructScene, 'task' | 'instruction'>): {
  title: string;
  lines: string[];
  open: boolean;
} {
  const told = (title: string, ...lines: string[]) => ({ title, lines, open: false });
  const reported = task.reportedAt ? [`贵单位已于 ${when(task.reportedAt)} 回告。`] : [];
  if (instruction.state === 'passed_on') return told('已向领导回告', ...reported, '这件批示已经办结。');
  if (task.reportedAt)
    return told('已回告', ...reported, '市政府办公室汇总后向领导回告；需要补充的，请与市政府办公室联系。');
  if (instruction.state !== 'open') return told('无须办理', '这件批示不再需要贵单位回告。');
  return {
    title: '请按批示办理并回告',
    lines: ['办理中可以随时报送进展；办完以后报送办理结果，报送后不能修改。'],
    open: true,
  };
}
