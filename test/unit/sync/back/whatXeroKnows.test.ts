import { isKnownName } from '../../../../lib/intercom/attributes/attributeNames';
import { differingAttributes, whatXeroKnows } from '../../../../lib/sync/back/whatXeroKnows';

const jane = { contactId: 'a', outstanding: 120.5, overdue: 20, currency: 'AUD', status: 'ACTIVE' };

test('of a contact and of a company, each under its own names', () => {
	expect(whatXeroKnows(jane, 'contact')).toEqual({ xero_outstanding: 120.5, xero_overdue: 20, xero_currency: 'AUD', xero_contact_status: 'ACTIVE' });
	expect(whatXeroKnows({ ...jane, currency: '' }, 'company')).toEqual({ xero_company_outstanding: 120.5, xero_company_overdue: 20, xero_company_currency: null, xero_company_contact_status: 'ACTIVE' });
	expect([...Object.keys(whatXeroKnows(jane, 'contact')), ...Object.keys(whatXeroKnows(jane, 'company'))].every(isKnownName)).toBe(true);
	expect(['xero_contact_id', 'plan', 'xero_sync'].some(isKnownName)).toBe(false);
});

test('only what differs is left to write; nothing at all is nothing', () => {
	const known = whatXeroKnows({ ...jane, currency: '' }, 'contact');
	expect(differingAttributes(known, { ...known, plan: 'gold' })).toEqual({});
	expect(differingAttributes(known, { xero_outstanding: 120.5, xero_overdue: 20, xero_contact_status: 'ACTIVE' })).toEqual({});
	expect(differingAttributes(known, { ...known, xero_overdue: 0, xero_currency: 'NZD' })).toEqual({ xero_overdue: 20, xero_currency: null });
	expect(differingAttributes(whatXeroKnows({ ...jane, outstanding: 0, overdue: 0 }, 'contact'), {})).toEqual({ xero_outstanding: 0, xero_overdue: 0, xero_currency: 'AUD', xero_contact_status: 'ACTIVE' });
});
