import { z } from 'zod';
import { REFUSAL_GROUNDS, REPORT_LENGTH } from '#incidents/service';

/** What a unit fills in, on its page and behind the signed link alike. */
export const refusing = z.object({
  ground: z.enum(REFUSAL_GROUNDS, '退单理由只能是属地不符或职责不符'),
  note: z.string().trim().min(1, '请写明依据').max(REPORT_LENGTH, `依据最多 ${REPORT_LENGTH} 个字`),
  proposed: z.array(z.string().trim().min(1).max(60)).min(1, '请选择拟派单位').max(5, '拟派单位最多 5 个'),
});
export const reporting = z.object({
  text: z.string().trim().min(1, '请写明核实的情况').max(REPORT_LENGTH, `核实初报最多 ${REPORT_LENGTH} 个字`),
});
