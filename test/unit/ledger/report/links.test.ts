import { intercomUrl, xeroUrl } from '../../../../lib/ledger/report/links';
import { XERO_ID } from './exampleReport';

const whose = { workspaceId: 'ab12', region: 'eu' } as const;
const HERE = { intercom: 'http://127.0.0.1:4010', xero: 'http://localhost:4011/' };

test('links lead to the vendors', () => {
	expect(intercomUrl(whose, { kind: 'contact', id: 'c1' })).toBe('https://app.eu.intercom.com/a/apps/ab12/users/c1');
	expect(intercomUrl(whose, { kind: 'company', id: 'c/1' })).toBe('https://app.eu.intercom.com/a/apps/ab12/companies/c%2F1');
	expect(xeroUrl(whose, XERO_ID)).toBe(`https://go.xero.com/Contacts/View/${XERO_ID}`);
});

test('where the credentials name simulators, links lead there; of one alone, only its own', () => {
	expect(intercomUrl({ ...whose, simulators: HERE }, { kind: 'contact', id: 'c1' })).toBe('http://127.0.0.1:4010/a/apps/ab12/users/c1');
	expect(xeroUrl({ ...whose, simulators: HERE }, XERO_ID)).toBe(`http://localhost:4011/Contacts/View/${XERO_ID}`);
	expect(xeroUrl({ ...whose, simulators: { intercom: HERE.intercom } }, XERO_ID)).toBe(`https://go.xero.com/Contacts/View/${XERO_ID}`);
});

test('an address that is not of this machine leads nobody away from the vendors, whatever stands in the ledger', () => {
	const elsewhere = { ...whose, simulators: { intercom: 'http://127.0.0.1@evil.example', xero: 'https://evil.example' } };
	expect(intercomUrl(elsewhere, { kind: 'contact', id: 'c1' })).toBe('https://app.eu.intercom.com/a/apps/ab12/users/c1');
	expect(xeroUrl(elsewhere, XERO_ID)).toBe(`https://go.xero.com/Contacts/View/${XERO_ID}`);
});

test('without a ledger that is bound, of what is in Xero alone, and of what is no id, there is no link', () => {
	expect(intercomUrl(null, { kind: 'contact', id: 'c1' })).toBe('');
	expect(intercomUrl(whose, { kind: 'xeroContact', id: XERO_ID })).toBe('');
	expect([xeroUrl(whose, null), xeroUrl(whose, 'nobody'), xeroUrl(null, XERO_ID)]).toEqual(['', '', `https://go.xero.com/Contacts/View/${XERO_ID}`]);
});
