import { add, type Matter } from '../matter.js';
import { misconduct } from './accusation.js';
import { crossesPrefecture } from './responsibility.js';

/** RT-00…RT-06 and RT-54: what never becomes a dispatch, or changes what follows. True when the matter ends here. */
export function intercept(matter: Matter): boolean {
  if (classified(matter) || outside(matter) || irrelevant(matter) || idle(matter)) return true;
  superiorMatter(matter);
  crossesBorder(matter);
  if (notGovernment(matter) || misconduct(matter)) return true;
  superiorOrder(matter);
  return story(matter);
}

/** RT-00 (f)9: classified content is stopped before storing; what still arrives here is dispatched to nobody. */
function classified(matter: Matter): boolean {
  const signal = matter.signal('classified');
  if (!signal || !matter.on('RT-00')) return false;
  matter.flags.add('classified_content');
  matter.disposition = 'transfer';
  matter.restricted = true;
  matter.apply('RT-00', {
    because: '文中疑似含涉密或工作秘密内容，不登记、不派单，转保密渠道线下办理。',
    words: signal.words,
    question: '请确认是否含涉密或工作秘密内容，并线下转保密渠道。',
  });
  return true;
}

/** RT-01: wholly outside the city, namesakes included (属地管理, task 6(1)). */
function outside(matter: Matter): boolean {
  if (!matter.judgement.outOfJurisdiction || !matter.on('RT-01')) return false;
  const places = matter.places('outside');
  const where = places.map((place) => place.name).join('、');
  matter.flags.add('out_of_jurisdiction');
  matter.disposition = 'transfer';
  matter.apply('RT-01', {
    because: `事发地${where ? `为${where}，` : ''}不在本市辖区，不派单，建议告知属地。`,
    words: places.flatMap((place) => place.words),
    question: '请确认事发地不在本市，并决定是否告知属地。',
  });
  return true;
}

function irrelevant(matter: Matter): boolean {
  if (matter.judgement.relevant) return false;
  matter.disposition = 'not_government';
  matter.note('relevance', '文中没有涉及本市的事项，不派单。');
  return true;
}

/** 先观察 (domain (f)7): chat and routine news of ours ask nobody for anything. */
function idle(matter: Matter): boolean {
  if (matter.judgement.isMatter) return false;
  matter.disposition = 'watch';
  return true;
}

/** RT-02: policy or conduct of a superior (国办发〔2016〕61号): the superior is first responsible, ours explain the local part. */
function superiorMatter(matter: Matter): void {
  const signal = matter.signal('superior_matter');
  if (!signal || !matter.on('RT-02')) return;
  matter.flags.add('superior_matter');
  matter.superiorCase = 'policy';
  const named = superiorNamed(matter, [signal.unit, ...matter.bodies('superior').map((body) => body.unit)]);
  if (named) add(matter.superiors, named);
  matter.apply('RT-02', {
    because: `事涉上级政策或上级行为，${named ?? '上级主管部门'}为第一责任主体，本市对口部门说明本地执行情况。`,
    words: signal.words,
    question: named ? `请确认第一责任主体为${named}。` : '请确认负责的上级主管部门。',
  });
}

/**
 * A superior the text names: one outside this installation, or one the directory does not know at all; not one of ours
 * that does not exist on that day and that nobody has succeeded.
 */
function superiorNamed(matter: Matter, names: (string | undefined)[]): string | undefined {
  const { directory, context } = matter;
  const today = names.flatMap((name) => {
    if (!name) return [];
    const holder = directory.dutyHolder(name, context.at)?.unit;
    return holder ?? (directory.unit(name) ? [] : name);
  });
  const superior = today.find((unit) => typeof unit === 'string' || unit.external);
  return typeof superior === 'string' ? superior : superior?.name;
}

/** RT-03: reaches over the border with ours in it: the superior department first, ours answer for our part (61号). */
function crossesBorder(matter: Matter): void {
  const signal = matter.signal('crosses_border');
  if (!signal || !matter.on('RT-03')) return;
  matter.flags.add('crosses_border');
  matter.superiorCase ??= 'border';
  const where = matter.places('outside').map((place) => place.name);
  const superior = crossesPrefecture(matter) ? '省级主管部门' : '上级主管部门';
  matter.apply('RT-03', {
    because: `事项跨越${where.length > 0 ? `本市与${where.join('、')}` : '县（市、区）'}，${superior}为第一责任主体，本市部门和乡镇（街道）按属地回应本市部分。`,
    words: signal.words,
    question: `请确认负责的${superior}。`,
  });
}

/** RT-04: organs outside the administration are not a matter of government response. */
function notGovernment(matter: Matter): boolean {
  const signal = matter.signal('not_government');
  if (!signal || !matter.on('RT-04')) return false;
  const { publicity } = matter.roles;
  matter.flags.add('not_government');
  matter.disposition = 'not_government';
  matter.coordinators.push({ lead: publicity, with: null, scope: null });
  matter.apply('RT-04', {
    because: `事涉党委机关、人大、政协、监委、法检等，不作政务舆情派单，转${publicity}。`,
    words: signal.words,
    question: `请确认不属政务舆情，转${publicity}。`,
  });
  return true;
}

/**
 * RT-06: a superior's order that names a unit does not make it the respondent; the unit assists and checks first. Whom
 * it names stands in the order on record; without one, in a text that is the order itself or came with it.
 */
function superiorOrder(matter: Matter): void {
  const signal = matter.signal('superior_order');
  const { assignedBySuperior, orderedUnits } = matter.context;
  const textOrders = signal !== undefined || (assignedBySuperior === true && orderedUnits === undefined);
  const byText = textOrders ? matter.bodies('unit').filter((body) => body.unit) : [];
  const onRecord = namedOnRecord(matter);
  const named = new Set([...byText.map((body) => body.unit), ...onRecord]);
  if (named.size === 0 || !matter.on('RT-06')) return;
  matter.ordered = byText.length > 0;
  add(matter.assisting, ...onRecord);
  matter.apply('RT-06', {
    because: `上级交办件点名${[...named].join('、')}，点名不改变回应主体，被点名单位协助并先作核查。`,
    words: [...(signal?.words ?? []), ...byText.flatMap((body) => body.words)],
  });
}

/** Units of this installation that the order on record names, as they are called today; reported ones take no part. */
function namedOnRecord(matter: Matter): string[] {
  return (matter.context.orderedUnits ?? []).flatMap((name) => {
    const unit = matter.dutyHolder(name, []);
    return unit && !unit.external && !matter.recused.includes(unit.name) ? [unit.name] : [];
  });
}

/** RT-54: a drill or a work of fiction is no incident; an old event told again needs a person and starts no 5 h clock. */
function story(matter: Matter): boolean {
  if (!matter.on('RT-54')) return false;
  const told = matter.signal('drill') ?? matter.signal('fiction');
  if (told) {
    matter.flags.add('drill');
    matter.disposition = 'not_government';
    const kind = told.kind === 'drill' ? '演练' : '虚构作品';
    matter.apply('RT-54', { because: `文章讲的是${kind}，不立案、不派单。`, words: told.words });
    return true;
  }
  const old = matter.signal('old_event');
  if (old) {
    matter.flags.add('old_event');
    matter.apply('RT-54', {
      because: '文中所述为30日以前的旧事，不起5小时、24小时时限，请人工确认。',
      words: old.words,
      question: '请确认是否旧事重提、是否已有处理结论。',
      doubt: true,
    });
  }
  return false;
}
