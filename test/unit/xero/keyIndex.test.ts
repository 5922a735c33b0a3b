import fc from 'fast-check';
import { ContactDirectory } from '../../../lib/xero/directory/contactDirectory';
import { KeyIndex, withoutAccents } from '../../../lib/xero/directory/keyIndex';

/** Keys of which several share a number, whatever the number is made of. */
const keys = fc.constantFrom('', 'jane', ' Jane', 'josé', 'jose', 'bob', 'ann', 'eve');
const moves = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), keys), { maxLength: 40 });
const folded = (key: string) => withoutAccents(key.trim().toLowerCase());

test.each([
	['every key has the same number', () => 7],
	['two keys share a number', (key: string) => key.length % 3],
	['as it is', undefined],
])('after any moves everybody is found by the key of now, and nobody whose key has another number: %s', (_, numberOf) => {
	fc.assert(
		fc.property(moves, (all) => {
			const index = new KeyIndex<number>(withoutAccents, numberOf);
			const now = new Map<number, string>();
			for (const [one, key] of all) {
				index.move(now.get(one) ?? '', key, one);
				now.set(one, key);
			}
			for (const key of ['', 'jane', 'JOSÉ', 'bob', 'ann', 'nobody']) {
				const found = [...index.get(key)];
				const expected = [...now].flatMap(([one, of]) => (folded(of) !== '' && folded(of) === folded(key) ? [one] : []));
				expect(found).toEqual(expect.arrayContaining(expected));
				const number = numberOf ?? folded;
				const others = [...now].flatMap(([one, of]) => (folded(of) !== '' && folded(key) !== '' && number(folded(of)) === number(folded(key)) ? [one] : []));
				expect(found.sort()).toEqual(others.sort());
			}
		}),
	);
});

test('two emails of one number (costarring and liquid are a pair of FNV-1a) are not taken for each other', () => {
	const directory = new ContactDirectory();
	const numbers = new KeyIndex<string>();
	numbers.move('', 'costarring', 'a');
	expect([...numbers.get('liquid')]).toEqual(['a']);
	directory.put({ ContactID: 'a', EmailAddress: 'costarring', ContactNumber: 'costarring', Name: 'Costarring', ContactStatus: 'ACTIVE' });
	directory.put({ ContactID: 'b', EmailAddress: 'LIQUID', ContactNumber: 'liquid', Name: 'liquid', ContactStatus: 'ACTIVE' });
	const idsOf = (contacts: readonly { ContactID: string }[]) => contacts.map(({ ContactID }) => ContactID);
	expect([directory.byEmail('liquid'), directory.byNumber('Liquid'), directory.byName('liquid')].map(idsOf)).toEqual([['b'], ['b'], ['b']]);
	expect([directory.byEmail('costarring'), directory.byNumber('costarring'), directory.byName('costarring')].map(idsOf)).toEqual([['a'], ['a'], ['a']]);
});
