const SUBJECTS: Record<string, string> = {
  dead: '死亡人数',
  injured: '受伤人数',
  missing: '失踪失联人数',
  trapped: '被困人数',
  atRisk: '涉险人数',
  claim: '说法',
};
const CLAIMS: Record<string, string> = { verified: '属实', refuted: '不属实' };

type Data = Record<string, unknown>;
const said = (data: Data, name: string): string => (typeof data[name] === 'string' ? data[name] : '');

/** Lines of the timeline about settled facts. */
export const factSentences = {
  'fact.settled': (data: Data) => {
    const what = SUBJECTS[said(data, 'subject')] ?? '';
    const how = data['subject'] === 'claim' ? CLAIMS[said(data, 'claim')] : `${String(data['value'])}人`;
    return `核定${what}：${how ?? ''}（依据：${said(data, 'source')}）`;
  },
  'fact.undone': (data: Data) => `撤回对${SUBJECTS[said(data, 'subject')] ?? ''}的核定，按信息所述计`,
};
