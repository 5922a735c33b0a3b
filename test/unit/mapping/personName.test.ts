import fc from 'fast-check';
import { splitPersonName } from '../../../lib/mapping/person/personName';
import { hostileText } from './profiles';

test.each([
	['Jane Doe', 'Jane', 'Doe'],
	['Mary Ann Smith', 'Mary Ann', 'Smith'],
	['  jane   doe ', 'jane', 'doe'],
	["O'Brien-van der Berg, José (Pepe)", 'José', "O'Brien-van der Berg"],
	["José O'Brien-van der Berg", 'José', "O'Brien-van der Berg"],
	['Ludwig van Beethoven', 'Ludwig', 'van Beethoven'],
	['Vincent Van Gogh', 'Vincent', 'Van Gogh'],
	['Maria de la Cruz Lopez', 'Maria', 'de la Cruz Lopez'],
	['José Ortega y Gasset', 'José', 'Ortega y Gasset'],
	['Ortega y Gasset', '', 'Ortega y Gasset'],
	['van der Berg', '', 'van der Berg'],
	['Berg, Jan van der', 'Jan', 'van der Berg'],
	['Al Smith', 'Al', 'Smith'],
	['Ben Jones', 'Ben', 'Jones'],
	['Mohammed bin Salman', 'Mohammed', 'bin Salman'],
	['Dr. Jane Doe PhD', 'Jane', 'Doe'],
	['Prof Dr Hans Müller', 'Hans', 'Müller'],
	['Dr Smith', '', 'Smith'],
	['Jane Doe, PhD', 'Jane', 'Doe'],
	['Doe, Dr Jane, MBA', 'Jane', 'Doe'],
	['Martin Luther King Jr.', 'Martin Luther', 'King Jr.'],
	['John Smith, Jr.', 'John', 'Smith Jr.'],
	['Robert "Bob" Brown', 'Robert', 'Brown'],
	['Elizabeth (Liz) Taylor', 'Elizabeth', 'Taylor'],
	['Yo Ma', 'Yo', 'Ma'],
	['Yo MA', 'Yo', 'MA'],
	['Иван Петров', 'Иван', 'Петров'],
	['<b>Jane</b> Doe', 'Jane', 'Doe'],
	['Jane 🎉 Doe', 'Jane', 'Doe'],
])('%s is %s | %s', (name, first, last) => {
	expect(splitPersonName(name)).toMatchObject({ first, last });
});

test.each([
	['Madonna', 'Madonna', '', 'single'],
	['(Pepe)', '(Pepe)', '', 'single'],
	['王小明', '王小明', '', 'single'],
	['김민준', '김민준', '', 'single'],
	['王 小明', '小明', '王', 'familyFirst'],
	['山田 太郎', '太郎', '山田', 'familyFirst'],
	['マリア・ガルシア', 'マリア', 'ガルシア', 'firstLast'],
	['محمد علي', 'محمد', 'علي', 'firstLast'],
])('one piece is a FirstName, two East Asian pieces are family first: %s', (name, first, last, kind) => {
	expect(splitPersonName(name)).toEqual({ first, last, kind });
});

test.each(['ACME Pty Ltd', 'Acme Pty. Ltd.', 'Acme, Inc.', 'Müller GmbH', 'Smith & Sons', 'Smith and Co', 'The Doe Family Trust', 'Foo Holdings', 'J Doe T/A Doe Plumbing', 'Acme Pty Ltd (Sydney)'])(
	'%s in a person field is a company: neither first nor last name',
	(name) => {
		expect(splitPersonName(name)).toEqual({ first: '', last: '', kind: 'company' });
	},
);

test.each(['Jane Trusty', 'Joy Incandela', 'Limited', 'Ann Corpuz', 'Grace Ltdson'])('%s is no company', (name) => {
	expect(splitPersonName(name).kind).not.toBe('company');
});

test('loses no letter of a name of two plain words', () => {
	const word = fc.stringMatching(/^[A-Z][a-z]{4,9}$/);
	fc.assert(
		fc.property(word, word, (a, b) => {
			fc.pre(splitPersonName(`${a} ${b}`).kind === 'firstLast');
			expect(splitPersonName(`${a} ${b}`)).toMatchObject({ first: a, last: b });
		}),
	);
});

test('never throws, and an unsplittable name is the only one without a first or last', () => {
	fc.assert(
		fc.property(hostileText, (name) => {
			const { first, last, kind } = splitPersonName(name);
			expect(first === '' && last === '').toBe(kind === 'empty' || kind === 'company');
			expect(first + last).not.toMatch(/[<>\p{Cc}]/u);
		}),
	);
});
