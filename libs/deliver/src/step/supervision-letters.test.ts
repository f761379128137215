import type { SupervisionPartRow } from '#incidents/service';
import { briefOf, writeMail } from '../mail/templates.js';
import { superviseTemplates } from '../mail/supervise-templates.js';
import { aboutSupervision, isSupervision } from './supervision-letters.js';

const part = (state: SupervisionPartRow['state']) =>
  ({ unit: '市综合服务局', state, dueAt: new Date('2026-11-24T18:00:00+08:00') }) as SupervisionPartRow;
const about = (template: string, state: SupervisionPartRow['state']) =>
  aboutSupervision({ template, data: { letter: '清舆督〔2026〕1号' } }, part(state));
const facts = {
  number: '2026-0143',
  unit: '市综合服务局',
  level: '较大',
  signDue: null,
  statutoryDue: null,
  rehearsal: false,
};

describe('messages about supervision orders', () => {
  it('say number, unit and due time while the part is open', () => {
    expect(about('supervised', 'open')).toEqual({
      supervision: { number: '清舆督〔2026〕1号', unit: '市综合服务局', due: '11月24日 18:00' },
    });
  });

  it('say nothing any more once overtaken', () => {
    expect(about('supervised', 'answered')).toBeNull();
    expect(about('supervision_overdue', 'closed')).toBeNull();
    expect(about('supervision_answered', 'open')).toBeNull();
    expect(about('supervision_withdrawn', 'withdrawn')).not.toBeNull();
    expect(aboutSupervision({ template: 'supervised', data: {} }, undefined)).toBeNull();
  });

  it.each(Object.keys(superviseTemplates) as (keyof typeof superviseTemplates)[])(
    '%s is a whole sentence with nothing left open',
    (name) => {
      const supervision = about('supervised', 'open')?.supervision;
      const given = { ...facts, ...(isSupervision(name) && supervision && { supervision }) };
      const { subject, text } = writeMail(name, given, 'https://huiyin.example/s/x');
      expect(`${subject}${text}`).not.toMatch(/undefined|null|！|，。|（）/);
      expect(text).toContain('2026-0143');
      expect(briefOf(name, given, 'https://huiyin.example/s/x').number).toBe('2026-0143');
    },
  );
});
