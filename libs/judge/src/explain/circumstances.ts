import type { Claim, Figure, FigureKind, Tone } from '#incidents';
import { SIGNAL_NAMES } from '../reasons.js';
import { finding, listed, marksIn, marksOf } from './findings.js';
import type { ExplainedStep, Looked } from './types.js';

/** Circumstances the rules ask for. */
export function explainSignals({ signals }: Looked): ExplainedStep {
  const findings = signals.map(({ signal, spots }) =>
    finding(SIGNAL_NAMES[signal.kind], {
      because: signal.unit ? `涉及${signal.unit}。` : '',
      rule: `signal:${signal.kind}`,
      marks: marksOf(spots),
    }),
  );
  const summary = listed(
    findings.map(({ what }) => what),
    '没有需要特别处理的情形。',
  );
  return { key: 'signals', summary, findings };
}

const FIGURE_NAMES: Record<FigureKind, [string, string]> = {
  dead: ['死亡', '人'],
  injured: ['受伤', '人'],
  missing: ['失踪失联', '人'],
  trapped: ['被困', '人'],
  atRisk: ['涉险', '人'],
  affected: ['受影响', '人'],
  evacuated: ['疏散转移', '人'],
  households: ['涉及', '户'],
  money: ['金额', '元'],
  area: ['面积', '平方米'],
};
const BOUNDS: Record<Figure['bound'], string> = { exact: '', about: '约', atLeast: '至少', atMost: '至多' };
const SPEAKERS: Record<NonNullable<Figure['by']>, string> = {
  official: '官方通报',
  media: '媒体报道',
  hearsay: '传闻',
  party: '当事方',
};

/** Numbers with their bound, who says so, and those told as not so. */
export function explainFigures({ figures, reading }: Looked): ExplainedStep {
  const findings = figures.figures.map((figure) => {
    const [name, unit] = FIGURE_NAMES[figure.kind];
    const said = figure.by ? `${SPEAKERS[figure.by]}所说` : '发文者所说';
    return finding(`${name}${BOUNDS[figure.bound]}${figure.value}${unit}`, {
      kept: !figure.denied,
      because: figure.denied ? `${said}，文中否认。` : `${said}。`,
      rule: `fact:${figure.kind}`,
      marks: marksIn(reading.full, figure.words),
    });
  });
  const kept = findings.filter((one) => one.kept).map(({ what }) => what);
  return { key: 'figures', summary: listed(kept, '没有伤亡、损失数字。'), findings };
}

const TONES: Record<Tone, string> = { negative: '负面', neutral: '中性', positive: '正面' };
const MOODS = { anger: '愤怒', worry: '担忧', help: '求助' };
const CLAIMS: Record<Claim, string> = {
  none: '无须核实的说法',
  unverified: '未经核实',
  verified: '已经证实',
  refuted: '已经辟谣',
  denied_by_party: '当事方否认',
};

/** For sorting only: neither routing nor levels look at it. */
export function explainTone({ judgement }: Looked): ExplainedStep {
  const moods = judgement.moods ?? [];
  const findings = [
    finding(TONES[judgement.tone], { because: '只用于排序，不影响等级和交办。' }),
    ...moods.map((mood) => finding(MOODS[mood], { because: '只用于排序。' })),
    finding(CLAIMS[judgement.claim], { because: '文中说法的核实情况。' }),
  ];
  return {
    key: 'tone',
    summary: [TONES[judgement.tone], ...moods.map((mood) => MOODS[mood])].join('、'),
    findings,
  };
}
