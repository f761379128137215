import { z } from 'zod';
import { REFUSAL_GROUNDS, REPORT_LENGTH, REPORTED_TRUTHS, type FirstReport } from '#incidents/service';

/** What a unit fills in, on its page and behind the signed link alike. */
export const refusing = z.object({
  ground: z.enum(REFUSAL_GROUNDS, '退单理由只能是属地不符或职责不符'),
  note: z.string().trim().min(1, '请写明依据').max(REPORT_LENGTH, `依据最多 ${REPORT_LENGTH} 个字`),
  proposed: z.array(z.string().trim().min(1).max(60)).min(1, '请选择拟派单位').max(5, '拟派单位最多 5 个'),
});
const answer = (question: string) =>
  z.string().trim().min(1, `请填写${question}`).max(300, `${question}最多 300 个字`);
/** The fixed questions of the first report. */
export const answering = z.object({
  truth: z.enum(REPORTED_TRUTHS, '请选择是否属实'),
  found: z.string().trim().max(300, '核实到的情况最多 300 个字').default(''),
  measures: answer('已采取的措施'),
  next: answer('下一步安排及时间'),
});
/** The answers, or one text. */
export const reporting = z.union([
  z.strictObject({
    text: z
      .string()
      .trim()
      .min(1, '请写明核实的情况')
      .max(REPORT_LENGTH, `核实初报最多 ${REPORT_LENGTH} 个字`),
  }),
  answering,
]);

/** A report with what it says masked. */
export function maskReport(given: z.output<typeof reporting>, mask: (text: string) => string): FirstReport {
  if ('text' in given) return mask(given.text);
  const { truth, found, measures, next } = given;
  return { truth, found: mask(found), measures: mask(measures), next: mask(next) };
}
