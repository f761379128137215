import { maskEmail, maskPhone, missingOf, readContact, readName, readPhone } from './people.js';

describe('a cell of the form', () => {
  it.each([
    ['张　三', '张三'],
    [' 张 三\n', '张三'],
    ['欧阳 示例', '欧阳示例'],
    ['办公室(示例)', '办公室（示例）'],
    ['Ａ股室', 'A股室'],
    ['\u200b李样本', '李样本'],
  ])('as a name: %j', (cell, name) => expect(readName(cell)).toBe(name));

  it.each([
    ['13800000000', '13800000000', null],
    ['１３８００００００００', '13800000000', null],
    ['138 0000 0000', '13800000000', null],
    ['138-0000-0000', '13800000000', null],
    ['+86 13800000000', '13800000000', null],
    ['0358-7654321', '0358-7654321', null],
    ['0358—7654321', '0358-7654321', null],
    ['（0358）7654321', '0358-7654321', null],
    ['03587654321', '0358-7654321', null],
    ['7654321', '7654321', null],
    ['0358-0000-001', '0358-0000-001', null],
    ['手机：13800000000 邮箱：A.b@qinglan.example', '13800000000', 'a.b@qinglan.example'],
    ['13800000000/0358-7654321', '13800000000、0358-7654321', null],
    ['13800000000 0358-7654321', '13800000000、0358-7654321', null],
    ['13800000000\n13900000000', '13800000000、13900000000', null],
    ['a@qinglan.example', null, 'a@qinglan.example'],
    ['', null, null],
  ])('as a way to reach: %j', (cell, phone, email) =>
    expect(readContact(cell)).toEqual({ phone, email, rest: '' }),
  );

  it('gives back what is no number and no address', () => {
    expect(readContact('找门卫 12345')).toMatchObject({ phone: null, rest: '找门卫 12345' });
    expect(readContact('1380000000')).toMatchObject({ phone: null, rest: '1380000000' });
    expect(readPhone('12000000000')).toBeNull();
  });
});

describe('what others see', () => {
  it.each([
    ['13800001234', '138****1234'],
    ['0358-7654321', '0358-***4321'],
    ['7654321', '***4321'],
    ['13800001234、0358-7654321', '138****1234、0358-***4321'],
  ])('of %s is %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));

  it('of an address is where it leads', () => {
    expect(maskEmail('liaison@qinglan.example')).toBe('l***@qinglan.example');
  });
});

it('names what a form lacks in the words of the form', () => {
  expect(missingOf({}, false)).toEqual([
    '分管负责人姓名',
    '分管负责人联系方式',
    '政务舆情协调机构（承办股室）',
    '政务舆情协调机构（承办股室）联系方式',
    '承办人姓名',
    '承办人联系方式',
    '联络人姓名',
    '联络人联系方式',
    '盖章',
  ]);
  const person = { name: '张示例', phone: '13800000000', email: null };
  const all = { charge_leader: person, office: person, handler: person, liaison: person };
  expect(missingOf(all, true)).toEqual(['联络人邮箱']);
  expect(missingOf({ ...all, liaison: { ...person, email: 'a@qinglan.example' } }, true)).toEqual([]);
});
